import type { Generated } from 'kysely';

export interface WorkshopTables {
  workshop: {
    id: string;
    /** One of MEETING_KINDS. */
    kind: Generated<string>;
    /** What it is about; both null where it is about nothing in particular. */
    about_kind: Generated<string | null>;
    about_id: Generated<string | null>;
    /** The series that it belongs to, and its place in it; both null where it stands alone. */
    series_id: Generated<string | null>;
    series_number: Generated<number | null>;
    title: string;
    goal: string;
    problem: string;
    insight_id: string | null;
    template: string;
    language: string;
    /** Of what kind the position is: prepare, closed, or the kind of a step. */
    stage: string;
    /** prepare, closed, or the id of a step. */
    position: string;
    moved_at_ms: number;
    /** JSON: RoomState */
    room_state: string;
    /** Of the grace in the room's state, for finding it at a start; null without one. */
    grace_until_ms: Generated<number | null>;
    owner_id: string | null;
    join_code: string;
    facilitator_id: string;
    /** JSON: WorkshopStep[] */
    programme: string;
    created_at_ms: number;
    /** The workshop that it was copied from. */
    copied_from: string | null;
    version: number;
  };
  workshop_template: {
    id: string;
    name: string;
    name_key: string;
    /** One of MEETING_KINDS. */
    kind: Generated<string>;
    language: string;
    /** Which of TEMPLATE_IDS its categories came from. */
    categories: string;
    /** JSON: steps and bones */
    content: string;
    made_by: string | null;
    made_at_ms: number;
    version: Generated<number>;
  };
  /** Meetings that follow one another every so many weeks; 0 weeks: no next one follows. */
  meeting_series: { id: string; every_weeks: number; made_at_ms: number };
  /** What a meeting talks about: frozen titles, and what became of each. */
  meeting_item: {
    id: string;
    workshop_id: string;
    position: number;
    /** Of AGENDA_SECTIONS. */
    section: string;
    /** Where it came from: `commitment`, `decision` or `question`, or the meeting that put it off; null when typed. */
    source_kind: string | null;
    source_id: string | null;
    text: string;
    owner: string;
    due_on: string | null;
    /** Of AGENDA_STATES. */
    state: string;
    /** The title of the meeting that put it off. */
    put_off_in: string;
    at_ms: number;
  };
  /** What was decided in a meeting, and on which item of its agenda. */
  meeting_decision: { decision_id: string; workshop_id: string; item_id: string | null };
  workshop_template_seat: { template_id: string; seat: string; person_id: string };
  /** What a leader said of themselves: it counts while they are the facilitator. */
  workshop_leader_point: { workshop_id: string; point: string; leader_id: string; said_at_ms: number };
  workshop_facilitator: { workshop_id: string; person_id: string; added_at_ms: number };
  workshop_signal: { workshop_id: string; participant_id: string; kind: string; name: string; at_ms: number };
  workshop_seal: {
    workshop_id: string;
    number: number;
    step_id: string;
    /** JSON: SealContent */
    content: string;
    hash: string;
    sealed_at_ms: number;
  };
  silent_writer: { workshop_id: string; step_id: string; cause_id: string; writer: string };
  workshop_ballot: {
    workshop_id: string;
    step_id: string;
    voter_id: string;
    department: string;
    /** JSON: Dots or Ratings, as the step's kind says */
    content: string;
    version: number;
    proxy_name: string | null;
    entered_by: string | null;
    changed_at_ms: number;
  };
  cause_check: {
    workshop_id: string;
    cause_id: string;
    status: string;
    reason: string;
    by_id: string;
    by_name: string;
    at_ms: number;
  };
  cause_evidence: {
    id: string;
    workshop_id: string;
    cause_id: string;
    /** JSON: Evidence */
    content: string;
    by_id: string;
    by_name: string;
    at_ms: number;
  };
  workshop_member: {
    workshop_id: string;
    person_id: string;
    invited_at_ms: number;
    is_observer: Generated<number>;
    entered_at_ms: number | null;
  };
  workshop_entry: {
    id: string;
    workshop_id: string;
    kind: string;
    text: string;
    cause_id: string | null;
    by_id: string;
    by_name: string;
    settled_at_ms: number | null;
    carried_from: string | null;
    at_ms: number;
  };
  workshop_late_change: {
    id: string;
    workshop_id: string;
    /** JSON: HandedIn */
    change: string;
    by_id: string | null;
    by_name: string;
    at_ms: number;
    /** The pseudonym of the hand that wrote it in silence. */
    writer: string | null;
  };
  workshop_wall: {
    id: string;
    workshop_id: string;
    token_hash: string;
    opened_at_ms: number;
    /** Null while it can be opened. */
    ended_at_ms: number | null;
  };
  workshop_approval: { entry_id: string; participant_id: string };
  workshop_pulse: { workshop_id: string; participant_id: string; value: number };
  workshop_metric: {
    workshop_id: string;
    /** JSON: the facts of a HeadMetric */
    content: string;
    by_id: string;
    by_name: string;
    at_ms: number;
    version: number;
  };
  evidence_file: {
    evidence_id: string;
    workshop_id: string;
    cause_id: string;
    blob_id: string;
    byte_size: number;
  };
  workshop_brief: {
    workshop_id: string;
    /** Empty, or one of ORGANISATION_GOALS. */
    organisation_goal: string;
    organisation_goal_text: string;
    known: string;
    out_of_scope: string;
    result: string;
    /** Empty, or one of GUEST_PLANS. */
    guests: string;
    changed_at_ms: number;
    version: number;
  };
  workshop_session: {
    id: string;
    workshop_id: string;
    starts_on: string;
    starts_at: string;
    minutes: number;
    time_zone: string;
    place: string;
    /** JSON: ids of steps */
    steps: string;
    /** A session that is off is kept: calendars that have it must hear of it. */
    is_cancelled: number;
    changed_at_ms: number;
    version: number;
  };
  workshop_mailed: {
    workshop_id: string;
    person_id: string;
    session_id: string;
    /** The version of the session that was mailed. */
    session_version: number;
    mailed_at_ms: number;
  };
  workshop_mailing: {
    workshop_id: string;
    person_id: string;
    /** waiting, sent or failed */
    state: string;
    at_ms: number;
  };
  /** The same of the minutes. */
  workshop_minutes_mailing: { workshop_id: string; person_id: string; state: string; at_ms: number };
  workshop_insight: {
    id: string;
    workshop_id: string;
    insight_id: string;
    position: number;
    /** JSON: PackedInsight */
    content: string;
    added_at_ms: number;
  };
  workshop_seat: { workshop_id: string; seat: string; person_id: string };
  guest: {
    id: string;
    workshop_id: string;
    name: string;
    department: string;
    locale: string;
    token_hash: string;
    joined_at_ms: number;
    /** null while they wait in the lobby */
    admitted_at_ms: number | null;
    is_observer: number;
    removed_at_ms: number | null;
  };
  /** Where guests are told what became of the causes, as long as they wish. */
  guest_address: {
    id: string;
    workshop_id: string;
    guest_id: string;
    email: string;
    token_hash: string;
    left_at_ms: number;
  };
}
