/** Presses of forms and buttons that stored something. */
export interface RequestTables {
  request_key: {
    /** Who pressed, as kind and id. */
    actor: string;
    /** What was pressed: a route and the name of its action. */
    command: string;
    key: string;
    input_hash: string;
    /** JSON of ids and counts; null until the command has answered. */
    answer: string | null;
    at_ms: number;
  };
}
