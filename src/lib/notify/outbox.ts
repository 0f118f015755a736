/**
 * What leaves by mail: a letter that gathers what was told, one for what cannot wait, one that mends a calendar, one
 * to a guest who left their address, or a month of the projects for a director.
 */
export const OUTBOX_KINDS = ['digest', 'urgent', 'event', 'guest', 'month'] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];

/** How far a letter is: `dropped` says nothing any more, or may have arrived already; `failed` was given up. */
export const LETTER_STATES = ['waiting', 'sending', 'sent', 'dropped', 'failed'] as const;
export type LetterState = (typeof LETTER_STATES)[number];
