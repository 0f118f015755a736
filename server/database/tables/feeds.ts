/** Calendar feeds, and what calendars were told. */
export interface FeedTables {
  /** One feed of one person; its address is kept as a hash alone. */
  calendar_feed: {
    person_id: string;
    /** The person's own dates, or those of the CX team. */
    scope: string;
    token_hash: string;
    /** JSON: which parts were chosen. */
    parts: string;
    made_at_ms: number;
    /** The last day (ISO) on which a calendar read it. */
    fetched_on: string | null;
  };
  /** What calendars of one person were told last of one event. */
  calendar_entry: {
    person_id: string;
    uid: string;
    scope: string;
    part: string;
    /** A whole day (ISO), or moments. */
    day: string | null;
    starts_at_ms: number | null;
    ends_at_ms: number | null;
    /** Hashes of what SEQUENCE counts, and of its words. */
    mark: string;
    words_mark: string;
    sequence: number;
    /** 0 or 1: no longer among this person's events. */
    is_gone: number;
    changed_at_ms: number;
    /** Which SEQUENCE a letter told. */
    mailed_sequence: number | null;
  };
}
