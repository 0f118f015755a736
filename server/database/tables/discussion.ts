import type { Generated } from 'kysely';

/** What people say about things, and who watches them. */
export interface DiscussionTables {
  message: {
    id: string;
    subject_kind: string;
    subject_id: string;
    /** Who is called stands in it by id; empty once it was removed. */
    text: string;
    by_id: string;
    at_ms: number;
    edited_at_ms: number | null;
    removed_at_ms: number | null;
    removed_by: string | null;
    /** Null for what is no question. */
    question_state: string | null;
    asked_id: string | null;
    /** The question that this is the answer to. */
    answers_id: string | null;
    quote_kind: string | null;
    quote_id: string | null;
    version: Generated<number>;
  };
  message_edit: {
    id: string;
    message_id: string;
    text: string;
    /** When it was changed into what came next. */
    until_ms: number;
  };
  message_file: {
    id: string;
    message_id: string;
    subject_kind: string;
    subject_id: string;
    blob_id: string;
    name: string;
    type: string;
    byte_size: number;
  };
  watch: {
    person_id: string;
    subject_kind: string;
    subject_id: string;
    is_on: number;
    at_ms: number;
  };
}
