/** What a press carries: texts, lists of them, and files. */
export type ActFields = Readonly<Record<string, string | readonly string[] | Blob>>;

/** Actions of the board that end something: their presses say first what follows [FM13]. */
export const ENDING_ACTIONS = [
  'removeEntry',
  'removeEvidence',
  'removePaper',
  'showOut',
  'closePulse',
  'review',
] as const;
type EndingAction = (typeof ENDING_ACTIONS)[number];

/** What is asked before something ends: the words of the button that was pressed, and what follows. */
export interface Ending {
  verb: string;
  follows: string;
}

/**
 * Sends a press of the board's page to the server, by the name of its form action. Resolves to what
 * the action answered, or to nothing when it was called off, or refused; whoever presses has been told
 * why then.
 *
 * An action that ends something does not compile without its question; null stands for a press of it
 * that ends nothing, or that the same place takes back. A name that is only known while the page runs
 * does not compile either, since it could be one of them.
 */
export type Act = <Action extends string>(
  action: Action & (string extends Action ? never : unknown),
  fields: ActFields,
  ...ending: Action extends EndingAction ? [ending: Ending | null] : []
) => Promise<Record<string, unknown> | undefined>;
