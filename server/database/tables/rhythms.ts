import type { Generated } from 'kysely';

/** What is asked again and again. */
export interface RhythmTables {
  rhythm: {
    id: string;
    subject_kind: string;
    subject_id: string;
    purpose: string;
    /** Empty for the usual question of its purpose, in the language of its reader. */
    question: string;
    /** Who is asked; null for whoever answers for the subject. */
    asked_id: string | null;
    unit: string;
    every: number;
    /** Calendar days of the organisation (ISO). */
    starts_on: string;
    /** The next day on which it falls, days off not looked at. */
    next_turn: string;
    /** Working days after which others hear that nobody answered. */
    deputy_after: number;
    lead_after: number;
    made_by: string;
    made_by_name: string;
    made_at_ms: number;
    ended_at_ms: number | null;
    version: Generated<number>;
  };
  rhythm_ask: {
    id: string;
    rhythm_id: string;
    due_on: string;
    /** Who is asked, or stood in for them then. */
    asked_id: string;
    state: string;
    /** How far the silence was told: `UNANSWERED_STEPS`. */
    told: string;
    text: string;
    nothing_new: number;
    answered_by: string | null;
    answered_by_name: string;
    answered_on: string | null;
  };
}
