/**
 * Adjusted p-values by Benjamini and Hochberg (1995, J. R. Stat. Soc. B 57:1): with p sorted ascending,
 * adjusted p_(i) = min over j >= i of m p_(j) / j, at most 1. Reject where it is at most q, and of what
 * is rejected a share of at most q is false on average. NaN (nothing to test) stays NaN and does not
 * count in m. As R's p.adjust(p, "BH").
 */
export function adjustP(values: readonly number[]): number[] {
  const ranked = values
    .map((p, index) => ({ p, index }))
    .filter(({ p }) => !Number.isNaN(p))
    .sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(values.length).fill(NaN);
  let smallest = 1;
  ranked.forEach(({ p, index }, i) => {
    smallest = Math.min(smallest, (ranked.length * p) / (ranked.length - i));
    adjusted[index] = smallest;
  });
  return adjusted;
}
