/**
 * One thing wrong with a text that was given to us. `message` is a key of the catalogues that says
 * what to do; `line` counts from 1, or is null when the whole text is meant.
 */
export interface TextIssue {
  line: number | null;
  message: string;
  values?: Record<string, string | number>;
}

/** What parsing gives: the result, or everything that stood in its way. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: TextIssue[] };

/** A refusal with one reason. */
export function refused(line: number | null, message: string, values?: TextIssue['values']): Parsed<never> {
  return { ok: false, issues: [values ? { line, message, values } : { line, message }] };
}
