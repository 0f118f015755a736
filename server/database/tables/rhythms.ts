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

/** Pulses: what a group is asked again and again without names. */
export interface TeamPulseTables {
  team_pulse: {
    id: string;
    title: string;
    /** JSON: texts. */
    questions: string;
    unit: string;
    every: number;
    /** Calendar days of the organisation (ISO). */
    starts_on: string;
    /** For how many working days an ask stays open. */
    open_days: number;
    /** The next day on which it falls, days off not looked at. */
    next_turn: string;
    made_by: string;
    made_by_name: string;
    made_at_ms: number;
    ended_at_ms: number | null;
    version: Generated<number>;
  };
  /** Whom it asks. */
  team_pulse_person: {
    pulse_id: string;
    person_id: string;
  };
  team_pulse_ask: {
    id: string;
    pulse_id: string;
    /** Calendar days (ISO); the second: the last on which one can answer. */
    opened_on: string;
    ends_on: string;
    state: string;
    reminded: Generated<number>;
    asked: number;
    /** Null while it is open. */
    answered: number | null;
    /** JSON: what may be shown of it once it has closed. */
    counts: string | null;
    comments: string | null;
  };
  /** Who is asked in an open ask, and has answered; all rows of one are written at once, and gone when it closes. */
  team_pulse_turnout: {
    ask_id: string;
    person_id: string;
    has_answered: number;
  };
  /** What is said in an open ask. */
  team_pulse_urn: {
    ask_id: string;
    /** JSON. */
    content: string;
  };
}
