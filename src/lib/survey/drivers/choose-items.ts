import type { Variable } from './correlations.ts';

/** The least share of the respondents, those who answered the target, that a set of items begins with. */
export const FEWEST_KEPT_SHARE = 0.6;

/** An item that the analysis does not begin with. */
export interface LeftItem {
  column: string;
  label: string;
  /** Everybody who answered it gave one answer, or too few respondents answered it together with the others. */
  reason: 'same-answer' | 'few-answers';
  /** Percent of the respondents who answered it. */
  answered: number;
}

/** The items that an analysis of drivers begins with. */
export interface ItemChoice {
  kept: readonly string[];
  left: readonly LeftItem[];
  /** Those who answered the target. */
  respondents: number;
  /** Those of them who answered every item that is kept. */
  complete: number;
}

/**
 * The items that keep at least FEWEST_KEPT_SHARE of the respondents when only those count who answered all of
 * them, and `fewestPerItem` people an item: the item with the fewest answers goes first (of equals the later
 * one), until enough remain; then, in the order of their answers, those come back that leave enough. The same
 * rows give the same set. People without a positive weight are no respondents. See [SV167].
 */
export function chooseItems(
  target: Variable,
  items: readonly Variable[],
  rows: Uint32Array,
  options: { weights: Float64Array | undefined; fewestPerItem: number; fewestShare?: number },
): ItemChoice {
  const { weights, fewestPerItem, fewestShare = FEWEST_KEPT_SHARE } = options;
  const patterns = missingPatterns(target, items, rows, weights);
  const respondents = patterns.reduce((sum, { count }) => sum + count, 0);
  const answered = items.map((_, i) =>
    patterns.reduce((sum, { missing, count }) => sum + (missing[i] === 1 ? 0 : count), 0),
  );
  const varies = items.map((item) => isVarying(item, target, rows));
  const isKept = varies.slice();
  const completeOf = (): number =>
    patterns.reduce(
      (sum, { missing, count }) => sum + (missing.some((each, i) => each === 1 && isKept[i]) ? 0 : count),
      0,
    );
  const isEnough = (): boolean => {
    const complete = completeOf();
    const size = isKept.filter(Boolean).length;
    return complete >= fewestShare * respondents && complete >= fewestPerItem * size;
  };
  const fewestFirst = [...items.keys()]
    .filter((i) => varies[i])
    .sort((a, b) => (answered[a] ?? 0) - (answered[b] ?? 0) || b - a);
  const dropped: number[] = [];
  for (const i of fewestFirst) {
    if (isEnough()) break;
    isKept[i] = false;
    dropped.push(i);
  }
  for (const i of dropped.reverse()) {
    isKept[i] = true;
    if (!isEnough()) isKept[i] = false;
  }
  return {
    kept: items.flatMap(({ column }, i) => (isKept[i] ? [column.name] : [])),
    left: items.flatMap(({ column: { name, label } }, i): LeftItem[] =>
      isKept[i]
        ? []
        : [
            {
              column: name,
              label: label || name,
              reason: varies[i] ? 'few-answers' : 'same-answer',
              answered: respondents > 0 ? (100 * (answered[i] ?? 0)) / respondents : 0,
            },
          ],
    ),
    respondents,
    complete: respondents > 0 ? completeOf() : 0,
  };
}

/** Which items respondents left out, and how many left out the same ones: the rows need be looked at once. */
function missingPatterns(
  target: Variable,
  items: readonly Variable[],
  rows: Uint32Array,
  weights: Float64Array | undefined,
): { missing: Uint8Array; count: number }[] {
  const found = new Map<number | string, { missing: Uint8Array; count: number }>();
  // One bit an item, 31 in a number: up to so many items need no text to be told apart.
  const words = new Int32Array(Math.ceil(items.length / WORD_BITS));
  const marks = items.map(({ scores }) => Uint8Array.from(scores, (score) => Number(Number.isNaN(score))));
  const codes = items.map(({ column }) => column.codes);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    if (Number.isNaN(target.scores[target.column.codes[row] ?? 0] ?? NaN)) continue;
    if (weights && !((weights[row] ?? NaN) > 0)) continue;
    words.fill(0);
    for (let i = 0; i < items.length; i++) {
      const word = Math.trunc(i / WORD_BITS);
      words[word] = (words[word] ?? 0) | ((marks[i]?.[codes[i]?.[row] ?? 0] ?? 1) << (i % WORD_BITS));
    }
    const key = words.length <= 1 ? (words[0] ?? 0) : words.join();
    const pattern = found.get(key);
    if (pattern) pattern.count++;
    else {
      const missing = Uint8Array.from(
        items,
        (_, i) => ((words[Math.trunc(i / WORD_BITS)] ?? 0) >> (i % WORD_BITS)) & 1,
      );
      found.set(key, { missing, count: 1 });
    }
  }
  return [...found.values()];
}

const WORD_BITS = 31;

/** Whether respondents gave two different scores at all. */
function isVarying({ column, scores }: Variable, target: Variable, rows: Uint32Array): boolean {
  let first = NaN;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const score = scores[column.codes[row] ?? 0] ?? NaN;
    if (Number.isNaN(score) || Number.isNaN(target.scores[target.column.codes[row] ?? 0] ?? NaN)) continue;
    if (Number.isNaN(first)) first = score;
    else if (score !== first) return true;
  }
  return false;
}
