import type { FieldIssue } from '../base/errors.ts';

/** What a page knows of its last submit: nothing yet, done, or refused with what was typed. */
export type FormState =
  | {
      refusal?:
        | {
            code: string;
            reason: string | undefined;
            values: Record<string, string | number> | undefined;
            issues: readonly FieldIssue[];
          }
        | undefined;
      typed?: Record<string, string | string[]> | undefined;
    }
  | null
  | undefined;

/** The text under one field, or undefined when it is right. */
export function fieldError(
  form: FormState,
  path: string,
  text: (key: string, values?: Record<string, string | number>) => string,
): string | undefined {
  const issue = form?.refusal?.issues.find((candidate) => candidate.path === path);
  return issue && text(issue.message, issue.values);
}

/** What was typed into one field of a refused form. */
export function typedText(form: FormState, name: string, otherwise = ''): string {
  const value = form?.typed?.[name];
  return typeof value === 'string' ? value : otherwise;
}
