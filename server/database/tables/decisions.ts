import type { Generated } from 'kysely';

/** What is decided, by whom and for whom, and polls. */
export interface DecisionTables {
  decision: {
    id: string;
    number: number;
    /** What it hangs on; null where it stands alone. */
    subject_kind: string | null;
    subject_id: string | null;
    question: string;
    context: string;
    /** JSON: options against criteria. */
    comparison: string;
    state: string;
    outcome_option_id: string | null;
    outcome: string;
    why: string;
    decided_by: string | null;
    decided_by_name: string;
    decided_at_ms: number | null;
    /** Calendar days of the organisation (ISO); the second: for which day its proposer was told. */
    look_again_on: string | null;
    told_again_for: string | null;
    /** Why it was withdrawn. */
    reason: string;
    /** Which one it is to supersede when it is decided. */
    replaces_id: string | null;
    /** The one that superseded it. */
    newer_id: string | null;
    made_by: string;
    made_at_ms: number;
    version: Generated<number>;
  };
  decision_person: {
    decision_id: string;
    person_id: string;
    part: string;
    /** When they said that they have read it. */
    read_at_ms: number | null;
    /** The day (ISO) on which they were told or reminded last. */
    told_on: string | null;
    reminders: Generated<number>;
  };
  poll: {
    id: string;
    decision_id: string;
    proposal: string;
    named: number;
    quorum: number;
    /** The last day (ISO). */
    ends_on: string;
    state: string;
    voted: number;
    votes_for: number | null;
    votes_neutral: number | null;
    votes_against: number | null;
    opened_by: string;
    opened_by_name: string;
    opened_at_ms: number;
    /** It asks everybody: their names stand nowhere. */
    asks_everybody: Generated<number>;
  };
  poll_asked: {
    poll_id: string;
    person_id: string;
    has_voted: Generated<number>;
  };
  poll_vote: {
    id: string;
    poll_id: string;
    person_id: string | null;
    choice: string;
    comment: string;
    answer: string;
    answered_by_name: string;
    answered_at_ms: number | null;
    version: Generated<number>;
  };
  /** What is said in an unnamed poll while it is open. */
  poll_urn: {
    poll_id: string;
    /** JSON. */
    content: string;
  };
}
