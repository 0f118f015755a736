import * as v from 'valibot';
import { AppError, type FieldIssue } from './errors.ts';
import { isCalendarDay, isMeantYear, MEANT_YEARS } from './read-day.ts';

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
  const [key = '', query] = issue.message.split('?');
  // A message that is no catalogue key is valibot's own, for a field that is missing or of the wrong kind.
  const message = /^[a-z][\w-]*(\.[\w-]+)+$/i.test(key) ? key : 'form.required';
  const limit = issue.requirement;
  if (typeof limit === 'number') return { path, message, values: { limit } };
  if (query === undefined) return { path, message };
  const values = [...new URLSearchParams(query)].map(([name, value]) => [name, Number(value)]);
  return { path, message, values: Object.fromEntries(values) };
}

/** The message of a rule of our own whose text names its limits, which `parseInput` hands on. */
export function withLimits(key: string, limits: Readonly<Record<string, number>>): string {
  return `${key}?${Object.entries(limits)
    .map(([name, limit]) => `${name}=${limit}`)
    .join('&')}`;
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

/** A calendar day (ISO) that exists, in a year that somebody can mean. It stays a text and never becomes a moment. */
export function calendarDay() {
  return v.pipe(
    v.string('form.date'),
    v.check(isCalendarDay, 'form.date'),
    v.check(isMeantYear, withLimits('form.dayYear', MEANT_YEARS)),
  );
}

/** Whether somebody said, when asked, that a day in the past is meant: a ticked box of a form. */
export function keepsPast() {
  return v.optional(
    v.pipe(
      v.union([v.boolean(), v.string()]),
      v.transform((value) => value === true || value === 'on'),
    ),
    false,
  );
}

/** A flag that comes from a form: a ticked box says 'on'. */
export const flag = v.pipe(
  v.union([v.boolean(), v.picklist(['true', 'false', 'on'])]),
  v.transform((value) => value === true || value === 'true' || value === 'on'),
);

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
