/** Pages for people without an account. */
export interface OutsideTables {
  outside_door: {
    id: string;
    subject_kind: string;
    subject_id: string;
    made_by: string;
    made_at_ms: number;
    token_hash: string;
    /** Whom it is for. */
    holder_name: string;
    holder_address: string;
    locale: string;
    /** What its maker wrote for the holder; never changed. */
    title: string;
    message: string;
    /** What is to be accepted; empty where nothing is. */
    asks: string;
    /** JSON: the commitments that were chosen. */
    commitment_ids: string;
    expires_at_ms: number;
    ended_at_ms: number | null;
    /** How often its holder came in, by a press. */
    visits: number;
    outcome: string | null;
    /** Of the code that was mailed last. */
    code_hash: string | null;
    code_expires_at_ms: number | null;
    code_tries: number;
  };
  /** A holder who came in; the cookie is kept as a hash. */
  outside_visit: {
    token_hash: string;
    door_id: string;
    begun_at_ms: number;
  };
  /** What a holder said. */
  outside_word: {
    id: string;
    door_id: string;
    kind: string;
    text: string;
    at_ms: number;
  };
}
