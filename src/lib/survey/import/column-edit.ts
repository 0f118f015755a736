import { addChoice, type ColumnChoice, type ColumnChoices } from '../columns/describe-columns.ts';
import type { ColumnRole, Scale } from '#lib/tabular/table/table.ts';
import type { ColumnDecision } from './column-decision.ts';

/** One decision about many columns at once. */
export type ColumnEdit =
  | { kind: 'role'; role: ColumnRole }
  | { kind: 'scale'; scale: Scale }
  | { kind: 'direction'; isReversed: boolean }
  | { kind: 'na'; codes: readonly string[] }
  /** Answers from the lowest point up, and those that are no answer. */
  | { kind: 'order'; answers: readonly string[]; none: readonly string[] };

/** Answers that can be put in order by hand: a scale has no more. */
export const MOST_ORDERED = 30;
const RATED: readonly ColumnRole[] = ['csat', 'ces', 'rating'];
/** Where every answer stands for itself, none of them can mean "no answer". */
const WITHOUT_CODES: readonly ColumnRole[] = ['date', 'ignore', 'weight'];

/**
 * What an edit decides about one column; undefined where it does not apply, so that it can be counted and said:
 * a scale for what is not rated, N/A codes that nobody gave there, an order of answers that it does not have.
 * See [SV202].
 */
export function choiceOf(decision: ColumnDecision, edit: ColumnEdit): ColumnChoice | undefined {
  const { role, naCodes, privacy, description } = decision;
  switch (edit.kind) {
    case 'role':
      if (edit.role === role) return undefined;
      // The codes of one role rarely fit another; whoever gives a dropped column a role wants to keep it, masked.
      return { role: edit.role, naCodes: [], ...(privacy === 'drop' ? { privacy: 'mask' } : {}) };
    case 'scale':
      return RATED.includes(role) ? { scale: edit.scale } : undefined;
    case 'direction':
      return RATED.includes(role) ? { isReversed: edit.isReversed } : undefined;
    case 'na': {
      if (WITHOUT_CODES.includes(role)) return undefined;
      const given = answersOf(decision);
      const added = edit.codes.filter(
        (code) => !naCodes.includes(code) && (given.includes(code) || !description.summary.isListComplete),
      );
      return added.length > 0 ? { naCodes: [...naCodes, ...added] } : undefined;
    }
    case 'order':
      return orderOf(decision, edit.answers, edit.none);
  }
}

/** The decisions after one edit of some columns, and which of them it changed. */
export function editColumns(
  decisions: readonly ColumnDecision[],
  choices: ColumnChoices,
  indexes: readonly number[],
  edit: ColumnEdit,
): { choices: ColumnChoices; edited: readonly number[] } {
  const wanted = new Set(indexes);
  const made = decisions.flatMap((decision) => {
    const { index } = decision.description.summary;
    const choice = wanted.has(index) ? choiceOf(decision, edit) : undefined;
    return choice ? [{ index, choice }] : [];
  });
  return {
    choices: made.reduce((all, { index, choice }) => addChoice(all, index, choice), choices),
    edited: made.map(({ index }) => index),
  };
}

/** All answers of columns that can be put in order together, the most frequent first; undefined when there are too many. */
export function answersToOrder(decisions: readonly ColumnDecision[]): string[] | undefined {
  const counts = new Map<string, number>();
  for (const { description } of decisions) {
    if (!description.summary.isListComplete) return undefined;
    for (const { text, count } of description.summary.answers)
      counts.set(text, (counts.get(text) ?? 0) + count);
  }
  if (counts.size < 2 || counts.size > MOST_ORDERED) return undefined;
  const points = new Map(
    decisions.flatMap(({ wordings }) => wordings.map(({ text, point }) => [text, point] as const)),
  );
  const pointOf = (text: string): number => {
    const point = points.get(text) ?? Number(text.replace(',', '.'));
    return Number.isNaN(point) ? Infinity : point;
  };
  return [...counts.keys()].sort(
    (a, b) => pointOf(a) - pointOf(b) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0),
  );
}

function orderOf(
  decision: ColumnDecision,
  answers: readonly string[],
  none: readonly string[],
): ColumnChoice | undefined {
  const given = answersOf(decision);
  const isCovered = given.every((text) => answers.includes(text) || none.includes(text));
  if (!isCovered || !decision.description.summary.isListComplete) return undefined;
  const points = Object.fromEntries(answers.map((text, i) => [text, i + 1]));
  return {
    role: RATED.includes(decision.role) ? decision.role : 'rating',
    scale: { min: 1, max: answers.length },
    points,
    naCodes: none.filter((text) => given.includes(text)),
    isReversed: false,
  };
}

function answersOf({ description }: ColumnDecision): string[] {
  return description.summary.answers.map(({ text }) => text);
}
