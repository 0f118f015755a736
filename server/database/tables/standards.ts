import type { Generated } from 'kysely';

/** Communication standards of the CX team, and where the organisation stands. */
export interface StandardTables {
  standard: {
    id: string;
    /** Of the version in force; of the draft before there is one. */
    title: string;
    owner_id: string | null;
    /** A calendar day (ISO). */
    review_on: string;
    /** For which day of review somebody was told. */
    told_review_for: string | null;
    made_by: string;
    made_at_ms: number;
    version: Generated<number>;
  };
  standard_version: {
    id: string;
    standard_id: string;
    number: number;
    title: string;
    /** Markdown. */
    text: string;
    note: string;
    /** draft, asked or approved */
    state: string;
    /** How often it was asked to be approved. */
    submission: number;
    written_by: string;
    asked_by: string | null;
    asked_at_ms: number | null;
    approved_at_ms: number | null;
  };
  standard_hand: { version_id: string; person_id: string };
  standard_decision: {
    id: string;
    version_id: string;
    submission: number;
    /** marketing or customer-service */
    part: string;
    /** director, substitute or organisation */
    signed_as: string;
    in_name_of_id: string | null;
    director_id: string;
    is_approved: number;
    comment: string;
    decided_at_ms: number;
  };
  /** A decision that says where the organisation stands; `option_ids` is JSON, from the first stage on. */
  maturity_assessment: { decision_id: string; as_of: string; option_ids: string };
}
