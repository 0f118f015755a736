/**
 * Letters that a person may do without, by kind; what is not here is about the safety of the account and always
 * sent. `workshop` are invitations, minutes and their notices; each other kind is a group of notices in letters
 * (`src/lib/notify/notice-kinds.ts`). A kind that is added is wanted until its reader says otherwise, and needs its
 * two texts, `account.letters.kind.*` and `account.letters.hint.*`.
 */
export const LETTER_KINDS = [
  'workshop',
  'issue',
  'signature',
  'project',
  'shift',
  'commitment',
  'rhythm',
  'decision',
  'discussion',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];
