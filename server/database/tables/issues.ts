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
    /** One issue a cause, finding or row of a list: `cause:<workshop>/<cause>`, `finding:<id>`, `import:<key>`, or `import:/<id>` where it has no key; null for the rest. */
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
    /** Of which outcome (state or triage) those who found or reported it were told. */
    told_state: Generated<string>;
    /** Whether the list takes it up. */
    triage: Generated<string>;
    /** Why it was declined; null otherwise. */
    triage_reason: string | null;
    /** The day (ISO) on which it comes back. */
    snoozed_until: string | null;
    /** The issue that stands for it since they were merged. */
    duplicate_of: string | null;
    owner_id: string | null;
  };
  /** Who is told what becomes of an issue, having reported it. */
  issue_reporter: { issue_id: string; person_id: string };
  /** Two that look alike and are not the same, the smaller id first. */
  issue_unlike: { one_id: string; other_id: string; said_by: string; said_at_ms: number };
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
