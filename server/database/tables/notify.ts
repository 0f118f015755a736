/** What people are told, and the letters that leave. */
export interface NotifyTables {
  /** One thing that one person is told. */
  notice: {
    id: string;
    person_id: string;
    kind: string;
    subject_kind: string;
    subject_id: string;
    /** What makes it another one of the same kind about the same subject. */
    occasion: string;
    /** Who did it; null for the product itself, and for whoever is forgotten. */
    by_id: string | null;
    /** JSON: ids, days and numbers, never anybody's words. */
    facts: string;
    at_ms: number;
    done_at_ms: number | null;
    snoozed_until_ms: number | null;
    /** The letter that told it; null where none has. */
    letter_id: string | null;
  };
  /** Things of which a person wants to hear no news. */
  notice_mute: {
    person_id: string;
    subject_kind: string;
    subject_id: string;
    muted_at_ms: number;
  };
  /** When a person's digest leaves; who has no row has the default. */
  digest_choice: {
    person_id: string;
    rhythm: string;
    /** 1 (Monday) to 7. */
    weekday: number;
    /** Of the day, in the reader's zone. */
    hour: number;
    /** 0 or 1: what cannot wait is mailed at once. */
    urgent: number;
  };
  /** Letters on their way: written in the transaction of what they tell, sent after it. */
  outbox: {
    id: string;
    kind: string;
    /** Its reader: a person, or else a guest who left an address. */
    person_id: string | null;
    guest_address_id: string | null;
    /** A digest's hour, an urgent letter's notice, the day of a guest's news: a repeated command adds none. */
    occasion: string;
    state: string;
    /** Not before; moves with each try that failed. */
    due_ms: number;
    attempts: number;
    /** Of the process that has it: until when, and which try it is. */
    claimed_until_ms: number | null;
    claim: string | null;
    /** Since when it is in its state. */
    since_ms: number;
    /** What the mail server said last. */
    error: string | null;
  };
  /** Work that comes again: when next, and which process has it. */
  periodic_work: {
    name: string;
    due_ms: number;
    claimed_until_ms: number | null;
  };
}
