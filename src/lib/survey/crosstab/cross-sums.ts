import type { CrossQuestion } from './cross-question.ts';

/** People and what they weigh, by place. */
interface Weighed {
  counts: Float64Array;
  weights: Float64Array;
}

/** Everything that a crosstab needs of the rows. */
export interface CrossSums {
  all: { n: number; weight: number; weightSquared: number };
  /** By answer of the row question. */
  rows: Weighed;
  /** By answer of the column question, of those who also answered the row question. */
  bases: Weighed & { squares: Float64Array };
  /** By row answer x number of columns + column answer. */
  cells: Weighed;
  /** For each two columns the sum of squared weights of those in both over the product of both columns' weights. */
  overlap: number[][];
}

/** Tables of codes up to this many cells are counted first and opened into answers afterwards. */
const MOST_CODE_PAIRS = 1 << 16;

/**
 * Counts two questions against each other. Rows are first counted by their pair of codes, as far as these are
 * few; only then does each pair of codes add to the answers it stands for, so that a hundred thousand rows cost
 * one pass however many options they chose. See [SV161].
 */
export function crossSums(
  row: CrossQuestion,
  column: CrossQuestion,
  { rows, weights }: { rows?: Uint32Array | undefined; weights?: Float64Array | undefined },
): CrossSums {
  const width = column.answers.length;
  const sums: CrossSums = {
    all: { n: 0, weight: 0, weightSquared: 0 },
    rows: weighed(row.answers.length),
    bases: { ...weighed(width), squares: new Float64Array(width) },
    cells: weighed(row.answers.length * width),
    overlap: [],
  };
  const shared =
    column.isMultiple || column.answers.some(({ net }) => net) ? new Float64Array(width * width) : undefined;
  const add = (a: number, b: number, n: number, weight: number, squares: number): void => {
    const rowAnswers = row.answersOf[a] ?? [];
    const columnAnswers = column.answersOf[b] ?? [];
    sums.all.n += n;
    sums.all.weight += weight;
    sums.all.weightSquared += squares;
    for (let i = 0; i < rowAnswers.length; i++) addTo(sums.rows, rowAnswers[i] ?? 0, n, weight);
    for (let j = 0; j < columnAnswers.length; j++) {
      const c = columnAnswers[j] ?? 0;
      addTo(sums.bases, c, n, weight);
      sums.bases.squares[c] = (sums.bases.squares[c] ?? 0) + squares;
      for (let i = 0; i < rowAnswers.length; i++) {
        addTo(sums.cells, (rowAnswers[i] ?? 0) * width + c, n, weight);
      }
      // Each two columns once; the other half is the same.
      for (let k = j + 1; shared && k < columnAnswers.length; k++) {
        const at = c * width + (columnAnswers[k] ?? 0);
        shared[at] = (shared[at] ?? 0) + squares;
      }
    }
  };
  eachPair(row, column, rows, weights, add);
  const both = sums.bases.weights;
  sums.overlap = Array.from({ length: width }, (_, c) =>
    Array.from({ length: width }, (__, d) =>
      shared
        ? ((shared[c * width + d] ?? 0) + (shared[d * width + c] ?? 0)) /
          ((both[c] ?? 0) * (both[d] ?? 0) || 1)
        : 0,
    ),
  );
  return sums;
}

/** Calls `add` with every pair of codes that people gave, both answered, at least once. */
function eachPair(
  { codes: first, answersOf: firstAnswers }: CrossQuestion,
  { codes: second, answersOf: secondAnswers }: CrossQuestion,
  rows: Uint32Array | undefined,
  weights: Float64Array | undefined,
  add: (a: number, b: number, n: number, weight: number, squares: number) => void,
): void {
  const length = rows ? rows.length : first.length;
  const size = firstAnswers.length;
  const pairs = size * secondAnswers.length;
  if (pairs > MOST_CODE_PAIRS) {
    for (let i = 0; i < length; i++) {
      const row = rows ? (rows[i] ?? 0) : i;
      const [a, b] = [first[row] ?? 0, second[row] ?? 0];
      const weight = weights ? (weights[row] ?? NaN) : 1;
      if (a !== 0 && b !== 0 && weight > 0) add(a, b, 1, weight, weight * weight);
    }
    return;
  }
  const sums = new Float64Array(3 * pairs);
  for (let i = 0; i < length; i++) {
    const row = rows ? (rows[i] ?? 0) : i;
    const weight = weights ? (weights[row] ?? NaN) : 1;
    if (!(weight > 0)) continue;
    const at = 3 * ((first[row] ?? 0) + size * (second[row] ?? 0));
    sums[at] = (sums[at] ?? 0) + 1;
    sums[at + 1] = (sums[at + 1] ?? 0) + weight;
    sums[at + 2] = (sums[at + 2] ?? 0) + weight * weight;
  }
  for (let b = 1; b < secondAnswers.length; b++) {
    for (let a = 1; a < size; a++) {
      const at = 3 * (a + size * b);
      const n = sums[at] ?? 0;
      if (n > 0) add(a, b, n, sums[at + 1] ?? 0, sums[at + 2] ?? 0);
    }
  }
}

function weighed(size: number): Weighed {
  return { counts: new Float64Array(size), weights: new Float64Array(size) };
}

function addTo({ counts, weights }: Weighed, at: number, n: number, weight: number): void {
  counts[at] = (counts[at] ?? 0) + n;
  weights[at] = (weights[at] ?? 0) + weight;
}
