import type { Generated } from 'kysely';

export interface ProjectTables {
  project: {
    id: string;
    /** What people say: `/projects/14`. */
    number: number;
    issue_id: string | null;
    title: string;
    aim: string;
    owner_id: string;
    deputy_id: string;
    /** Hundredths of the currency. */
    budget_minor: number;
    currency: string;
    starts_on: string;
    ends_on: string;
    state: string;
    /** A day such as 2027-03-01, while the project is on hold. */
    hold_until: string | null;
    /** Why it is on hold or was stopped; empty otherwise. */
    pause_reason: string;
    /** Counts submissions; decisions belong to one of them. */
    submission: number;
    /** full: two directors sign; light: a second lead says yes. */
    route: Generated<string>;
    /** A day: by when the present submission is to be decided; null for one from before this was kept. */
    decision_due_on: string | null;
    /** Where it was when a change took it back to its signers; null for what was never approved before. */
    stage_before: string | null;
    /** 1 while work goes on although a change waits for its signatures. */
    works_on: Generated<number>;
    proposed_by: string;
    created_at_ms: number;
    version: number;
  };
  /** What was measured of a project, as it was; the newest one counts. */
  project_effect: {
    id: string;
    project_id: string;
    /** improved, none, worse or unknown */
    verdict: string;
    /** JSON: EffectContent */
    content: string;
    /** JSON: ids of the groups behind it. */
    group_ids: string;
    measured_by: string;
    measured_by_name: string;
    measured_at_ms: number;
  };
  project_charter: {
    project_id: string;
    sponsor_id: string | null;
    /** JSON: `Charter` of `src/lib/projects/charter/charter.ts`. */
    content: string;
  };
  /** What the organisation works with, and what is to be checked when one of them is changed. */
  application: {
    id: string;
    name: string;
    /** JSON: a list of texts. */
    checklist: string;
    in_use: number;
    version: number;
  };
  /** Who knows which of them. */
  application_person: { application_id: string; person_id: string };
  /** Who is heard about which projects. */
  opinion_rule: {
    id: string;
    name: string;
    giver_id: string | null;
    /** every, sum, application or none */
    required_for: string;
    /** Hundredths of the organisation's currency; for sum alone. */
    from_minor: number | null;
    /** For application alone. */
    application_id: string | null;
    /** How many days somebody has to answer. */
    days: number;
    in_use: number;
    version: number;
  };
  project_opinion: {
    project_id: string;
    rule_id: string;
    giver_id: string;
    /** asked, given or refused */
    state: string;
    text: string;
    due_on: string;
    /** What it was given on; null while it is asked for. */
    content_hash: string | null;
    asked_at_ms: number;
    answered_at_ms: number | null;
  };
  /** What was approved, as it was then. */
  project_version: {
    project_id: string;
    submission: number;
    /** JSON: `ApprovedContent`. */
    content: string;
    approved_at_ms: number;
  };
  /** What was changed after an approval, within what is free or as a reason to sign again. */
  project_change: {
    id: string;
    project_id: string;
    by_id: string;
    reason: string;
    /** JSON: what it changed, from and to. */
    scope: string;
    is_reopening: number;
    works_on: number;
    at_ms: number;
  };
  /** At most one row, `id` = 'main': without it the usual holds. */
  project_rules: {
    id: string;
    /** Hundredths of the approved budget. */
    change_share: number;
    change_days: number;
    decision_days: number;
    /** Below it a project may take the light route; null where there is none. */
    light_minor: number | null;
    /** JSON: shares of a budget, in percent, at which people are told. */
    spend_shares: Generated<string>;
    /** Weeks after which a deputy who read nothing is behind. */
    deputy_weeks: Generated<number>;
    version: number;
  };
  project_envelope: { year: number; currency: string; minor: number };
  /** All issues of a project, that of its own column among them. */
  project_issue: { project_id: string; issue_id: string };
  project_decision: {
    project_id: string;
    submission: number;
    part: string;
    director_id: string;
    is_approved: number;
    reason: string;
    decided_at_ms: number;
    /** What was signed; null for signatures from before this was kept. */
    content_hash: string | null;
    department_name: string | null;
    role_since_ms: number | null;
    role_granted_by_name: string | null;
    /** director, substitute or organisation: in whose place they signed. */
    signed_as: string;
    /** The absent director whom a substitute signed for. */
    in_name_of_id: string | null;
    /** 1 for a refusal after which it is not submitted again. */
    is_final: Generated<number>;
    /** The promise of the owner with which it was approved. */
    condition_id: string | null;
    /** The version of the project that this decision made; null for decisions from before this was kept. */
    project_version: number | null;
  };
  /** Everybody who ever had a hand in what is signed: none of them signs it. */
  project_hand: {
    project_id: string;
    person_id: string;
    /** proposed, edited, owner or deputy */
    did: string;
    at_ms: number;
  };
  project_report: {
    id: string;
    project_id: string;
    health: string;
    text: string;
    /** One good thing and one worry; both empty in reports from before they were asked for. */
    good: Generated<string>;
    worry: Generated<string>;
    author_id: string;
    reported_at_ms: number;
  };
  /** That somebody was asked to accept a stage, and what they said; a stage lies in the charter. */
  project_stage_ask: {
    id: string;
    project_id: string;
    stage_id: string;
    /** Null where somebody without an account was asked, at a door. */
    acceptor_id: string | null;
    door_id: string | null;
    /** Who is asked at the door; empty for a person. */
    outsider_name: Generated<string>;
    asked_by: string;
    asked_at_ms: number;
    /** asked, accepted, remarks, refused or withdrawn */
    state: string;
    text: Generated<string>;
    settled_at_ms: number | null;
  };
  /** What was spent; hundredths of the project's currency. */
  project_cost: {
    id: string;
    project_id: string;
    /** The line of the budget, by its name; empty for none. */
    line: string;
    minor: number;
    spent_on: string;
    text: string;
    by_id: string;
    at_ms: number;
  };
  /** What will have been spent in the end, each time that somebody said it. */
  project_forecast: {
    id: string;
    project_id: string;
    minor: number;
    text: string;
    by_id: string;
    at_ms: number;
  };
  /** A plan that brings a project back on its way. */
  project_recovery: {
    id: string;
    project_id: string;
    message: string;
    detected_at_ms: number;
    opened_by: string;
    opened_at_ms: number;
    sent_at_ms: number | null;
    closed_at_ms: number | null;
    look_back: Generated<string>;
    version: Generated<number>;
  };
  /** What is done for it: commitments on the project. */
  project_recovery_action: { recovery_id: string; commitment_id: string };
  project_recovery_status: { id: string; recovery_id: string; text: string; by_id: string; at_ms: number };
  /** What was written down when a project was over. */
  project_closing: {
    project_id: string;
    note: string;
    /** JSON: a list of texts. */
    lessons: string;
    by_id: string;
    at_ms: number;
  };
  /** That the deputy took over for the owner, until they gave it back. */
  project_cover: {
    id: string;
    project_id: string;
    for_id: string;
    by_id: string;
    reason: string;
    taken_at_ms: number;
    returned_at_ms: number | null;
    note: Generated<string>;
  };
  /** When somebody pressed that they have read how a project stands. */
  project_read: { project_id: string; person_id: string; at_ms: number };
  /** What is handed over before a planned leave; once a leave. */
  project_handover: {
    id: string;
    project_id: string;
    from_id: string;
    starts_on: string;
    ends_on: string;
    notes: Generated<string>;
    opened_at_ms: number;
    version: Generated<number>;
  };
  /** Every move of a stage's last day, as ISO days. */
  project_stage_move: {
    id: string;
    project_id: string;
    stage_id: string;
    from_on: string;
    to_on: string;
    why: string;
    by_id: string;
    at_ms: number;
  };
}
