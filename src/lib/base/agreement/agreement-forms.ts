import * as v from 'valibot';
import { AGREEMENT } from './agreement-urn.ts';

/** The longest comment of an answer. */
export const LONGEST_URN_COMMENT = 1000;

/**
 * The field of one question. Its name keeps what is said out of the hash of the press
 * (`server/requests/hash-input.ts`).
 */
export function agreementField(question: number): string {
  return `ballot${question}`;
}

/** One of 1 to 5 for each of so many questions, in fields of their own. */
export function agreementValuesForm(count: number) {
  const fields = Array.from({ length: count }, (_, question) => agreementField(question));
  const value = v.pipe(
    v.union([v.string(), v.number()], 'agreement.choose'),
    v.transform(Number),
    v.picklist(AGREEMENT, 'agreement.choose'),
  );
  return v.pipe(
    v.object(Object.fromEntries(fields.map((field) => [field, value]))),
    v.transform((given) => fields.flatMap((field) => given[field] ?? [])),
  );
}
