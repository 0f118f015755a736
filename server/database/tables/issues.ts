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
    /** Whose totals the next columns are: list, room, session, or null where there are none. */
    standing: string | null;
    priority_raters: number | null;
    importance: number | null;
    urgency: number | null;
    /** Its place in BANDS: where it is, by its ratings or as it was moved. */
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
    /** The open session that asks about it. */
    asked_in: string | null;
    /** The session that its place comes from. */
    decided_in: string | null;
    /** What ratings say; `band` is where it is. */
    rated_band: number | null;
    /** Where somebody moved it, why, and who; null where ratings decide. */
    moved_band: number | null;
    moved_reason: string | null;
    moved_by_name: string | null;
    moved_at_ms: number | null;
    /** In which year's list it stands, and where in its order. */
    plan_year: number | null;
    plan_place: number | null;
  };
  issue_band_change: {
    id: string;
    issue_id: string;
    at_ms: number;
    from_band: number | null;
    to_band: number | null;
    /** ratings, move, back or threshold */
    why: string;
    reason: string;
    by_name: string;
    /** Whether a band rests on totals that only those see who rated themselves. */
    is_from_secret: number;
    is_to_secret: number;
  };
  /** What was measured of an issue, as it was; the newest one counts. */
  issue_measure: {
    id: string;
    issue_id: string;
    wave_id: string;
    /** JSON: MeasuredContent */
    content: string;
    /** JSON: ids of the groups behind it. */
    group_ids: string;
    measured_by: string;
    measured_by_name: string;
    measured_at_ms: number;
  };
  /** Who is told what becomes of an issue, having reported it. */
  issue_reporter: { issue_id: string; person_id: string };
  /** Two that look alike and are not the same, the smaller id first. */
  issue_unlike: { one_id: string; other_id: string; said_by: string; said_at_ms: number };
  issue_rating: {
    /** Of a session, or `standing`. */
    session_id: string;
    round: number;
    issue_id: string;
    person_id: string;
    /** Both null where somebody kept out of it. */
    importance: number | null;
    urgency: number | null;
    rated_at_ms: number;
    /** The importance that was pre-filled, and why it was overruled; null where neither was. */
    filled_importance: number | null;
    other_reason: string | null;
    /** Given before there were sessions: how it lies among others is never shown. */
    is_older: Generated<number>;
  };
  rating_session: {
    id: string;
    title: string;
    /** live or day */
    kind: string;
    /** open, revealed or cancelled */
    state: string;
    /** 1, or 2 for what the first disagreed about. */
    round: number;
    ends_on: string | null;
    made_by: string;
    made_by_name: string;
    made_at_ms: number;
    revealed_at_ms: number | null;
    version: Generated<number>;
  };
  rating_session_person: { session_id: string; person_id: string };
  rating_session_issue: {
    session_id: string;
    issue_id: string;
    /** Its place among the others, from 0. */
    place: number;
    /** In how many rounds it is asked about: 2 where the first disagreed. */
    rounds: Generated<number>;
  };
  /** Which issue a cause of a workshop is in: one at most. */
  issue_cause: { workshop_id: string; cause_id: string; issue_id: string };
  /** The last number given, of issues and of projects. */
  running_number: { kind: string; last: number };
}
