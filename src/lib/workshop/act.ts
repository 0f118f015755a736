/**
 * Sends a press of the board's page to the server, by the name of its form action. Resolves to what
 * the action answered, or to nothing when it was refused; whoever presses has been told why then.
 */
export type Act = (
  action: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
) => Promise<Record<string, unknown> | undefined>;
