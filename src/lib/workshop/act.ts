/** What a press carries: texts, lists of them, and files. */
export type ActFields = Readonly<Record<string, string | readonly string[] | Blob>>;

/**
 * Sends a press of the board's page to the server, by the name of its form action. Resolves to what
 * the action answered, or to nothing when it was refused; whoever presses has been told why then.
 */
export type Act = (action: string, fields: ActFields) => Promise<Record<string, unknown> | undefined>;
