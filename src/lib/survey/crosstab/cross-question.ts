import type { PackedCodes } from '#lib/tabular/table/packed-codes.ts';
import type { ColumnRole } from '#lib/tabular/table/table.ts';
import type { CrossGroup, OwnNet } from '../wave/cross-view.ts';

/** One row or column of a crosstab. */
export interface CrossAnswer {
  /** The answer as the file has it, a band of numbers, a period; of a group its name in `CROSS_GROUPS`. */
  text: string;
  /** Several answers of the same question together: whoever gave any of them. */
  net?: CrossGroup | 'own' | undefined;
}

/**
 * A question that can be crossed with any other: its answers in their natural order, and which of them every
 * row gave. A row has one code, a code any number of answers, so that one answer a person, options joined in
 * a cell and options in columns of their own are counted alike. Code 0 is "no answer". See [SV160].
 */
export interface CrossQuestion {
  /** The column, or the question of a multiple choice that has a column for each option. */
  name: string;
  label: string;
  role: ColumnRole;
  /** A person may give several answers: shares do not add up to 100. */
  isMultiple: boolean;
  /** The answers have an order of their own: a scale, numbers, time. */
  isOrdered: boolean;
  answers: readonly CrossAnswer[];
  codes: PackedCodes;
  /** The places in `answers` of what each code gives, each once. */
  answersOf: readonly (readonly number[])[];
}

/**
 * The question with nets behind its answers. Whoever gave any answer of a net counts once; one that names no
 * answer of the question is left out. See [SV163].
 */
export function addNets(
  question: CrossQuestion,
  nets: readonly { net: CrossGroup | 'own'; text: string; members: readonly number[] }[],
): CrossQuestion {
  const real = nets.filter(({ members }) => members.length > 0);
  const first = question.answers.length;
  return {
    ...question,
    answers: [...question.answers, ...real.map(({ net, text }) => ({ net, text }))],
    answersOf: question.answersOf.map((given) => [
      ...given,
      ...real.flatMap(({ members }, i) => (members.some((each) => given.includes(each)) ? [first + i] : [])),
    ]),
  };
}

/** Nets of one's own, from the texts of their answers. See [SV163]. */
export function addOwnNets(question: CrossQuestion, nets: readonly OwnNet[]): CrossQuestion {
  return addNets(
    question,
    nets.map(({ text, answers }) => ({
      net: 'own',
      text,
      members: question.answers.flatMap((each, i) => (!each.net && answers.includes(each.text) ? [i] : [])),
    })),
  );
}

/** The nets of a question alone, as its answers. */
export function onlyNets(question: CrossQuestion): CrossQuestion {
  const kept = question.answers.flatMap(({ net }, i) => (net ? [i] : []));
  const placeOf = new Map(kept.map((old, place) => [old, place]));
  return {
    ...question,
    answers: kept.flatMap((i) => question.answers[i] ?? []),
    answersOf: question.answersOf.map((given) => given.flatMap((old) => placeOf.get(old) ?? [])),
  };
}
