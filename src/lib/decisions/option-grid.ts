import * as v from 'valibot';

/** The most options that one decision compares, and the most criteria: more fit no table that people read. */
export const MOST_OPTIONS_COMPARED = 8;
export const MOST_CRITERIA = 8;

/** How much a criterion counts; 0 for not weighted. */
export const WEIGHTS = [0, 1, 2, 3] as const;

/** Options against criteria, as it is stored; `notes` of an option stand in the order of the criteria [DE1]. */
export const OptionGrid = v.object({
  options: v.array(v.object({ id: v.string(), text: v.string(), notes: v.array(v.string()) })),
  criteria: v.array(v.object({ id: v.string(), text: v.string(), weight: v.picklist(WEIGHTS) })),
});
export type OptionGrid = v.InferOutput<typeof OptionGrid>;

export const EMPTY_GRID: OptionGrid = { options: [], criteria: [] };

/**
 * The grid after its lines were written anew: a line that reads as before keeps what stood beside it, a
 * changed one keeps what stood at its place, and what is gone takes its notes along [DE1].
 */
export function withLines(
  before: OptionGrid,
  lines: { options: readonly string[]; criteria: readonly string[] },
  makeId: () => string,
): OptionGrid {
  const criteria = matched(before.criteria, lines.criteria);
  const options = matched(before.options, lines.options);
  return {
    criteria: criteria.map(({ text, from }) => ({
      id: from?.id ?? makeId(),
      text,
      weight: from?.weight ?? 0,
    })),
    options: options.map(({ text, from }) => ({
      id: from?.id ?? makeId(),
      text,
      notes: criteria.map((criterion) => {
        const index = criterion.from ? before.criteria.indexOf(criterion.from) : -1;
        return from?.notes[index] ?? '';
      }),
    })),
  };
}

function matched<Line extends { text: string }>(
  before: readonly Line[],
  texts: readonly string[],
): { text: string; from: Line | undefined }[] {
  const same = texts.map((text) => before.find((line) => line.text === text));
  const isFree = (line: Line | undefined): boolean => line !== undefined && !same.includes(line);
  return texts.map((text, index) => {
    const atPlace = before[index];
    return { text, from: same[index] ?? (isFree(atPlace) ? atPlace : undefined) };
  });
}

/** The grid with other notes, row by row, and weights; null where they do not fit its rows and columns. */
export function withNotes(
  { options, criteria }: OptionGrid,
  notes: readonly string[],
  weights: readonly OptionGrid['criteria'][number]['weight'][],
): OptionGrid | null {
  if (notes.length !== options.length * criteria.length || weights.length !== criteria.length) return null;
  return {
    criteria: criteria.map((criterion, index) => ({ ...criterion, weight: weights[index] ?? 0 })),
    options: options.map((option, row) => ({
      ...option,
      notes: notes.slice(row * criteria.length, (row + 1) * criteria.length),
    })),
  };
}

/** All its words, for whoever looks for them. */
export function wordsOfGrid({ options, criteria }: OptionGrid): string {
  return [...options.flatMap(({ text, notes }) => [text, ...notes]), ...criteria.map(({ text }) => text)]
    .filter((text) => text !== '')
    .join('\n');
}
