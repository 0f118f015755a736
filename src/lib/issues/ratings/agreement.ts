/**
 * How far raters agree on an ordered scale: van der Eijk's A, from 1 (all in one category) over 0 (spread evenly over
 * all) to -1 (half at either end). C. van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity
 * 35 (2001), 325-341. Unlike a standard deviation it tells two camps from a broad middle.
 *
 * `counts` says how many chose each category, in the order of the scale, of which there are three or more; null where
 * nobody chose any.
 */
export function agreementOf(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = [...counts];
  let agreement = 0;
  // Layer by layer: what all categories that are still chosen have in common is taken off at once.
  while (left.some((count) => count > 0)) {
    const height = Math.min(...left.filter((count) => count > 0));
    const layer = left.map((count) => count > 0);
    const weight = (layer.filter(Boolean).length * height) / total;
    agreement += weight * agreementOfLayer(layer);
    left = left.map((count) => Math.max(0, count - height));
  }
  return agreement;
}

/** Agreement within one layer, in which each category is chosen or not: unimodality times the share that is empty. */
function agreementOfLayer(layer: readonly boolean[]): number {
  const all = layer.length;
  const chosen = layer.filter(Boolean).length;
  const { unimodal, bimodal } = countTriples(layer);
  const triples = unimodal + bimodal;
  const unimodality =
    triples === 0 ? 1 : ((all - 2) * unimodal - (all - 1) * bimodal) / ((all - 2) * triples);
  return unimodality * (1 - (chosen - 1) / (all - 1));
}

/** Of all triples of categories in order: those that two neighbours of three chose, and those with a gap between two. */
function countTriples(layer: readonly boolean[]): { unimodal: number; bimodal: number } {
  let unimodal = 0;
  let bimodal = 0;
  for (let low = 0; low < layer.length; low++) {
    for (let middle = low + 1; middle < layer.length; middle++) {
      for (let high = middle + 1; high < layer.length; high++) {
        const pattern = [layer[low], layer[middle], layer[high]].map(Number).join('');
        if (pattern === '110' || pattern === '011') unimodal++;
        else if (pattern === '101') bimodal++;
      }
    }
  }
  return { unimodal, bimodal };
}
