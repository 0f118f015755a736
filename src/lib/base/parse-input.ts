import * as v from 'valibot';
import { AppError, type FieldIssue } from './errors.ts';

/**
 * Checks what came from outside. Schemas give catalogue keys as their messages; the limit of a
 * broken rule is handed on as `{limit}`. Refuses with 'invalid' and all wrong fields at once.
 */
export function parseInput<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortPipeEarly: true });
  if (result.success) return result.output;
  throw new AppError('invalid', { issues: result.issues.map(toFieldIssue) });
}

function toFieldIssue(issue: v.BaseIssue<unknown>): FieldIssue {
  const path = v.getDotPath(issue) ?? '';
  // A message that is no catalogue key is valibot's own, for a field that is missing or of the wrong kind.
  const message = /^[a-z][\w-]*(\.[\w-]+)+$/i.test(issue.message) ? issue.message : 'form.required';
  const limit = issue.requirement;
  return typeof limit === 'number' ? { path, message, values: { limit } } : { path, message };
}

/** Trimmed text between 1 and `max` characters. */
export function requiredText(max: number) {
  return v.pipe(
    v.string('form.required'),
    v.trim(),
    v.minLength(1, 'form.required'),
    v.maxLength(max, 'form.tooLong'),
  );
}

/** Trimmed text of at most `max` characters; absent counts as empty. */
export function optionalText(max: number) {
  return v.optional(v.pipe(v.string(), v.trim(), v.maxLength(max, 'form.tooLong')), '');
}

/** A trimmed e-mail address in lower case. */
export function emailText() {
  return v.pipe(
    v.string('form.required'),
    v.trim(),
    v.toLowerCase(),
    v.email('form.email'),
    v.maxLength(200, 'form.tooLong'),
  );
}

/** A whole number written in a form field. */
export function wholeNumber(min: number, max: number) {
  return v.pipe(
    v.union([v.string(), v.number()], 'form.required'),
    v.transform((value) => (value === '' ? Number.NaN : Number(value))),
    v.number('form.number'),
    v.integer('form.number'),
    v.minValue(min, 'form.tooSmall'),
    v.maxValue(max, 'form.tooLarge'),
  );
}
