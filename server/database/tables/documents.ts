/** Live documents (Yjs) as the room server keeps them. Times are milliseconds since 1970 (`_ms`). */
export interface DocumentTables {
  document: {
    name: string;
    /** Names one life of the document; copies of another are never merged into it. */
    epoch: string;
    /** Number of the last update in its log. */
    last_seq: number;
  };
  /** The append-only log. What a snapshot contains stays a while, for replay. */
  doc_update: { document: string; seq: number; at_ms: number; bytes: Uint8Array };
  /** The newest snapshot in parts of at most 1 MB; it holds the log up to `seq`. */
  doc_snapshot: { document: string; part: number; seq: number; bytes: Uint8Array };
  /** Whose a Yjs client id is: the person who first used it in this epoch. */
  doc_client: { document: string; client: number; actor: string; epoch: string; since_ms: number };
  /** How much a person wrote into the log on the last day on which they wrote much. */
  doc_share: { document: string; actor: string; day: number; bytes: number };
}
