import type { Generated } from 'kysely';

export interface IssueTables {
  issue: {
    id: string;
    /** What people say: `/issues/128`. */
    number: number;
    title: string;
    description: string;
    state: string;
    /** JSON: IssueOrigin */
    origin: string;
    /** One issue a cause or finding: `cause:<workshop>/<cause>`, `finding:<id>`; null for the rest. */
    origin_key: string | null;
    insight_id: string | null;
    created_by: string;
    created_at_ms: number;
    version: number;
    /** How many have rated, and how many of them the totals count. */
    raters: Generated<number>;
    counted: Generated<number>;
    /** Whose totals the next columns are: list, room, or null where there are none. */
    standing: string | null;
    priority_raters: number | null;
    importance: number | null;
    urgency: number | null;
    /** Its place in BANDS. */
    band: number | null;
    is_disputed: number | null;
    /** Of which state those who found its causes were told. */
    told_state: Generated<string>;
  };
  issue_rating: {
    issue_id: string;
    person_id: string;
    importance: number;
    urgency: number;
    rated_at_ms: number;
  };
  /** Which issue a cause of a workshop is in: one at most. */
  issue_cause: { workshop_id: string; cause_id: string; issue_id: string };
  /** The last number given, of issues and of projects. */
  running_number: { kind: string; last: number };
}
