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
    proposed_by: string;
    created_at_ms: number;
    version: number;
  };
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
    author_id: string;
    reported_at_ms: number;
  };
}
