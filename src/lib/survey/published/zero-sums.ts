import { type RandomSource, seededRandom } from '#lib/base/random.ts';

/** Groups kept for one label: enough for one that shares no member with its partner. */
const KEPT_PER_LABEL = 4;
/** Labels are two residues below 2^25 side by side, exact in a double. */
const SHIFT = 2 ** 25;
const PRIME = 33_554_393;

interface Group {
  members: readonly number[];
  people: number;
}

/**
 * Groups of up to four atoms and fewer than `threshold` people whose labels sum to zero, where the labels
 * are random vectors at right angles to what is visible (`orthogonal`): exactly the groups that sums and
 * differences of the visible cells make. Meet in the middle: pairs are looked up by the negative of their
 * label, so that it takes the square of the number of small atoms, not its fourth power. As an atom holds
 * at least one person, this is every group below a threshold of five. Atoms with `isTaken` are subtracted
 * instead of added.
 */
export function findZeroSums(
  people: readonly number[],
  threshold: number,
  orthogonal: (random: RandomSource) => Float64Array,
  isTaken: readonly boolean[] = [],
): (readonly number[])[] {
  const random = seededRandom(1);
  const labels = (): Float64Array =>
    orthogonal(random).map((label, atom) => (isTaken[atom] && label > 0 ? PRIME - label : label));
  const [first, second] = [labels(), labels()];
  const labelOf = (members: readonly number[], sign: 1 | -1): number => {
    const part = (of: Float64Array): number => {
      const sum = members.reduce((total, member) => total + (of[member] ?? 0), 0) % PRIME;
      return sign === 1 || sum === 0 ? sum : PRIME - sum;
    };
    return part(first) * SHIFT + part(second);
  };
  const singles: Group[] = people.flatMap((count, atom) =>
    count < threshold ? [{ members: [atom], people: count }] : [],
  );
  const found: (readonly number[])[] = singles
    .filter(({ members }) => labelOf(members, 1) === 0)
    .map(({ members }) => members);
  const rest = singles.filter(({ members }) => labelOf(members, 1) !== 0).sort((a, b) => a.people - b.people);
  const byLabel = index(rest, labelOf);
  const pairs = pairsOf(rest, threshold);
  const pairByLabel = index(pairs, labelOf);
  const match = (group: Group, candidates: readonly Group[] | undefined): void => {
    const partner = candidates?.find(
      (candidate) =>
        candidate.people + group.people < threshold &&
        candidate.members.every((member) => !group.members.includes(member)),
    );
    if (partner) found.push([...group.members, ...partner.members]);
  };
  for (const group of rest) match(group, byLabel.get(labelOf(group.members, -1)));
  for (const pair of pairs) {
    const opposite = labelOf(pair.members, -1);
    match(pair, byLabel.get(opposite));
    match(pair, pairByLabel.get(opposite));
  }
  return found;
}

/** All pairs small enough to leave room for one more person; `singles` come smallest first. */
function pairsOf(singles: readonly Group[], threshold: number): Group[] {
  const pairs: Group[] = [];
  for (let i = 0; i < singles.length; i++) {
    for (let j = i + 1; j < singles.length; j++) {
      const [a, b] = [singles[i], singles[j]];
      if (!a || !b || a.people + b.people >= threshold - 1) break;
      pairs.push({ members: [...a.members, ...b.members], people: a.people + b.people });
    }
  }
  return pairs;
}

function index(
  groups: readonly Group[],
  labelOf: (members: readonly number[], sign: 1 | -1) => number,
): Map<number, Group[]> {
  const byLabel = new Map<number, Group[]>();
  for (const group of groups) {
    const label = labelOf(group.members, 1);
    const kept = byLabel.get(label);
    if (!kept) byLabel.set(label, [group]);
    else if (kept.length < KEPT_PER_LABEL) kept.push(group);
  }
  return byLabel;
}
