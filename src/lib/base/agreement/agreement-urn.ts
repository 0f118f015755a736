import * as v from 'valibot';
import { inLetterOrder, shownOfUrn, urnText } from '../urn.ts';

/** From "not at all" to "entirely". */
export const AGREEMENT = [1, 2, 3, 4, 5] as const;
/** Its ends. */
export const AGREEMENT_ENDS = { least: 1, most: 5 } as const satisfies Record<
  string,
  (typeof AGREEMENT)[number]
>;

/** By question how often each of 1 to 5 was given. */
export const AgreementCounts = v.array(v.pipe(v.array(v.number()), v.length(AGREEMENT.length)));
export type AgreementCounts = readonly (readonly number[])[];

export const UrnComments = v.array(v.string());

/**
 * What was said in an ask while it is open, as it is stored: each question is counted apart, so that not even what one
 * person said to two of them stays together, and nothing tells an order [RH13].
 */
export const AgreementUrn = v.object({
  answered: v.number(),
  counts: AgreementCounts,
  comments: UrnComments,
});
export type AgreementUrn = v.InferOutput<typeof AgreementUrn>;

export function emptyAgreementUrn(questions: number): AgreementUrn {
  const counts = Array.from({ length: questions }, () => AGREEMENT.map(() => 0));
  return { answered: 0, counts, comments: [] };
}

/** What one person says: a number for each question, and maybe a comment. */
export interface AgreementAnswer {
  values: readonly number[];
  comment: string;
}

/** The urn with one answer more; the same answers make the same urn, in whatever order they come [RH13]. */
export function dropAgreement(urn: AgreementUrn, { values, comment }: AgreementAnswer): AgreementUrn {
  const text = urnText(comment);
  return {
    answered: urn.answered + 1,
    counts: urn.counts.map((row, question) =>
      row.map((count, index) => count + (values[question] === index + 1 ? 1 : 0)),
    ),
    comments: text === '' ? urn.comments : inLetterOrder([...urn.comments, text], (one) => one),
  };
}

/** What is taken out of the urn when its ask closes; the rest is destroyed with it [RH14]. */
export function openAgreementUrn({ answered, counts, comments }: AgreementUrn): {
  answered: number;
  counts: AgreementCounts | null;
  comments: readonly string[] | null;
} {
  const shown = shownOfUrn(answered);
  return { answered, counts: shown.counts ? counts : null, comments: shown.comments ? comments : null };
}
