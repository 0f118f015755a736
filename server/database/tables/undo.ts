export interface UndoTables {
  /** What a press ended, for an hour. */
  undo: {
    id: string;
    /** A person, or a guest of a workshop. */
    by_id: string;
    /** Of which domain's making it is, such as `tag`. */
    kind: string;
    /** JSON: what its domain needs to put it back. */
    kept: string;
    pressed_at_ms: number;
  };
}
