import type { Generated } from 'kysely';

/** Who there is and what they did. Times are milliseconds since 1970 (`_ms`). */
export interface PeopleTables {
  department: {
    id: string;
    name: string;
    /** 'marketing' or 'customer-service' where a director's approval depends on it, else null. */
    part: string | null;
    version: number;
  };
  person: {
    id: string;
    login_user_id: string | null;
    name: string;
    email: string;
    department_id: string | null;
    locale: string;
    theme: string;
    /** 0 where single letters are no shortcuts. */
    letter_keys: Generated<number>;
    active: number;
    /** Until then no signature: somebody else had set the password. */
    signs_from_ms: number | null;
    created_at_ms: number;
    version: number;
    /** board, head or staff; null where nobody said. */
    level: string | null;
    /** The line manager. */
    manager_id: string | null;
    /** The last day (ISO) of the employment, where it has one. */
    employed_until: string | null;
    /** Of the last sign-in no more than its month, such as 2026-11. */
    signed_in_month: string | null;
    /** Whose clock this person's moments follow; null for the one of the browser. */
    time_zone: string | null;
  };
  person_role: {
    person_id: string;
    role: string;
    /** Null for what was given before this was kept. */
    granted_at_ms: number | null;
    granted_by_name: string | null;
  };
  /** When the holder of a session last proved who they are. */
  signing_proof: { session_id: string; person_id: string; at_ms: number };
  /** What somebody else did to a person's account, until its person has read it. */
  account_notice: {
    id: string;
    person_id: string;
    /** One of NOTICE_KINDS. */
    kind: string;
    by_name: string;
    at_ms: number;
    seen_at_ms: number | null;
  };
  invitation: {
    id: string;
    person_id: string;
    token_hash: string;
    created_by: string;
    created_by_name: string | null;
    expires_at_ms: number;
    used_at_ms: number | null;
    created_at_ms: number | null;
    /** What became of its mail, sent or failed; null where it was not mailed, or is on its way. */
    mail_state: string | null;
  };
  /** Which letters a person said that they want or do not want; without a row the usual holds. */
  letter_choice: { person_id: string; kind: string; wanted: number };
  /** An e-mail that a person asked for and nobody confirmed yet. */
  email_change: {
    person_id: string;
    email: string;
    token_hash: string;
    asked_at_ms: number;
    expires_at_ms: number;
  };
  /** The link to a new password that was mailed to a person who had forgotten theirs. */
  password_link: { person_id: string; token_hash: string; expires_at_ms: number };
  competence: { id: string; name: string; version: number };
  /** From 0 to 3, null where nothing was said. */
  person_competence: {
    person_id: string;
    competence_id: string;
    own_level: number | null;
    manager_level: number | null;
    manager_name: string | null;
  };
  /** Who is in the CX team; what is said by and of them hangs on it and goes with it. */
  /** Approvals for which the team's list is to be read again. */
  team_reading: {
    project_id: string;
    submission: number;
    asked_at_ms: number;
    read_by: string | null;
    read_at_ms: number | null;
  };
  team_member: { person_id: string; since_ms: number };
  /** A competence that the team needs, and the level from 1 to 3 that somebody should reach. */
  team_need: { competence_id: string; wanted: number; position: number; version: number };
  /** What is asked of every member. */
  team_requirement: { id: string; name: string; position: number; version: number };
  /** How far members say they are themselves, from 0 to 3. */
  team_own_level: { person_id: string; requirement_id: string; level: number };
  team_peer_level: { rater_id: string; person_id: string; competence_id: string; level: number };
  /** What peers say of a requirement is a word: personality in numbers has no column [CX7]. */
  team_peer_word: { rater_id: string; person_id: string; requirement_id: string; word: string };
  /** Secrets of this installation: the cookie key, the hash of the set-up link. */
  secret: { name: string; value: string };
  audit_entry: {
    id: Generated<number>;
    at_ms: number;
    actor_kind: string;
    actor_id: string | null;
    action: string;
    subject_kind: string;
    subject_id: string;
  };
  /** Names and values of a line of the log as they were then; what erasure takes away while the line stays. */
  audit_words: {
    entry_id: number;
    actor_name: string;
    subject_name: string | null;
    /** JSON: AuditDetails. */
    details: string;
    /** The names, folded, for searching. */
    folded: string;
  };
  /** Whom it was done to, where that is not the subject itself. */
  audit_person: { entry_id: number; person_id: string; name: string };
  blob: {
    id: string;
    owner_id: string | null;
    byte_size: number;
    sha256: string;
    created_at_ms: number;
    is_complete: number;
  };
  blob_chunk: { blob_id: string; position: number; bytes: Uint8Array };
}
