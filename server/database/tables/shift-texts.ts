import type { Generated } from 'kysely';

/** What is written, found, said and known on shifts. */
export interface ShiftTextTables {
  diary_entry: {
    id: string;
    round_id: string;
    person_id: string;
    /** The day (ISO) of which it tells. */
    day: string;
    /** Markdown. */
    text: string;
    /** When it was stored last. */
    written_at_ms: number;
    /** Null while its author alone reads it. */
    published_at_ms: number | null;
    is_about_team: Generated<number>;
    version: Generated<number>;
  };
  /** What a round asked without names; `content` while it is open, `result` from then on. */
  shift_feedback: {
    round_id: string;
    part: string;
    content: string | null;
    result: string | null;
    closed_at_ms: number | null;
  };
  /** Diary entries of a round as an article. */
  shift_story: {
    id: string;
    round_id: string;
    title: string;
    /** Markdown. */
    text: string;
    made_by: string;
    /** Null while nobody was asked about these words. */
    asked_at_ms: number | null;
    published_at_ms: number | null;
    changed_at_ms: number;
    version: Generated<number>;
  };
  /** An entry as it was when it was chosen; the entry itself may be gone. */
  shift_story_entry: { story_id: string; entry_id: string; person_id: string; day: string; text: string };
  /** Who has to agree to a story. */
  shift_story_person: {
    story_id: string;
    person_id: string;
    /** author, named or added. */
    reason: string;
    /** yes or no; null while nothing was answered. */
    answer: string | null;
    answered_at_ms: number | null;
  };
  /** What somebody takes into their own work after a round. */
  shift_takeaway: { round_id: string; person_id: string; commitment_id: string };
  finding: {
    id: string;
    round_id: string;
    person_id: string;
    kind: string;
    text: string;
    /** Of a bug. */
    steps: Generated<string>;
    /** blocks, hinders or annoys; null for what is no bug. */
    severity: Generated<string | null>;
    /** What a customer said. */
    quote: Generated<string>;
    asked_times: Generated<number>;
    reported_at_ms: number;
    /** Where it stands in another tracker; empty while it is in none. */
    tracker_key: Generated<string>;
    tracker_status: Generated<string>;
    fixed_version: Generated<string>;
    is_fixed: Generated<number>;
  };
  /** How many contacts came at which hour of which weekday, as the last file said it. */
  contact_volume: {
    id: string;
    file_name: string;
    /** Calendar days (ISO). */
    first_day: string;
    last_day: string;
    /** JSON: VolumeCounts */
    counts: string;
    refused: number;
    set_by: string;
    set_at_ms: number;
  };
  /** What is known about customers' questions. */
  article: {
    id: string;
    title: string;
    /** Markdown. */
    text: string;
    /** JSON: Scope[] */
    scopes: string;
    owner_id: string | null;
    /** A calendar day (ISO). */
    review_on: string;
    /** For which day of review somebody was told. */
    told_review_for: string | null;
    /** The finding that it was written for. */
    finding_id: string | null;
    changed_at_ms: number;
    /** Null while it is read. */
    withdrawn_at_ms: number | null;
    version: Generated<number>;
  };
  /** Every wording of an article, the one that stands too. */
  article_wording: {
    article_id: string;
    number: number;
    title: string;
    text: string;
    written_by: string;
    written_at_ms: number;
  };
  /** The programme of support shifts, version by version. */
  shift_programme: {
    id: string;
    /** Null while it is a draft. */
    number: number | null;
    title: string;
    /** These three are Markdown. */
    aim: string;
    rules: string;
    authorisation: string;
    /** What is new, in the words of whoever put it into force. */
    change_note: Generated<string>;
    decision_id: string | null;
    /** Why it is in force without a decision; empty where one carried it. */
    without_decision: Generated<string>;
    /** The numbers of the versions from which on a confirmation holds; null while it is a draft. */
    rules_since: number | null;
    authorisation_since: number | null;
    made_by: string;
    changed_at_ms: number;
    put_by: string | null;
    in_force_at_ms: number | null;
    superseded_at_ms: number | null;
    version: Generated<number>;
  };
  shift_programme_sponsor: { programme_id: string; person_id: string };
  /** That somebody confirmed the rules, or the authorisation, of one version. */
  shift_confirmation: {
    id: string;
    person_id: string;
    part: string;
    programme_id: string;
    confirmed_at_ms: number;
    withdrawn_at_ms: number | null;
    withdrawn_by: string | null;
  };
  /** A document elsewhere. */
  linked_document: {
    id: string;
    title: string;
    url: string;
    /** JSON: Scope[] */
    scopes: string;
    added_by: string;
    added_at_ms: number;
  };
}
