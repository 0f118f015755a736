/**
 * Letters that a person may do without, by kind; what is not here is about the safety of the account and always
 * sent. A kind that is added is wanted until its reader says otherwise, and needs its two texts,
 * `account.letters.kind.*`.
 */
export const LETTER_KINDS = ['workshop'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];
