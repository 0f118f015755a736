import type { Generated } from 'kysely';

/** Who does what by when. */
export interface CommitmentTables {
  commitment: {
    id: string;
    subject_kind: string;
    subject_id: string;
    /** The cause of the workshop that it is about, and how it read when it was written down. */
    cause_id: string | null;
    cause_text: string;
    text: string;
    risk: string;
    side: string;
    /** Who keeps it; null for somebody outside, or nobody yet. */
    owner_id: string | null;
    /** Somebody outside. */
    owner_name: string;
    owner_address: string;
    /** Calendar days of the organisation (ISO). */
    due_on: string | null;
    first_due_on: string | null;
    state: string;
    /** Why it is broken or withdrawn. */
    reason: string;
    settled_at_ms: number | null;
    /** A person, or a guest of the workshop. */
    made_by: string;
    made_by_name: string;
    made_at_ms: number;
    /** For which day the owner was asked, and was told that it had passed. */
    asked_for: string | null;
    /** When the question was sent; null where nobody had to be asked. */
    asked_at_ms: number | null;
    told_late_for: string | null;
    version: Generated<number>;
  };
  commitment_move: {
    id: string;
    commitment_id: string;
    from_day: string;
    to_day: string;
    why: string;
    by_id: string;
    by_name: string;
    at_ms: number;
  };
  commitment_answer: {
    id: string;
    commitment_id: string;
    kind: string;
    text: string;
    by_id: string;
    by_name: string;
    at_ms: number;
  };
}
