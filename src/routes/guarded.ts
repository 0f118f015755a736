import { error, fail, json, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { isAppError, type FieldIssue } from '#lib/base/errors.ts';

/** What a failed submit hands back to its page, next to everything that was typed. */
export interface Refusal {
  code: string;
  reason: string | undefined;
  values: Record<string, string | number> | undefined;
  issues: readonly FieldIssue[];
}

export type FormInput = Record<string, unknown>;

/** Fields of a form as one object; a name that ends in [] is always a list; files stay files. */
export async function readForm(request: Request): Promise<FormInput> {
  const input: FormInput = {};
  for (const [name, value] of await request.formData()) {
    if (!name.endsWith('[]')) {
      input[name] = value;
      continue;
    }
    const key = name.slice(0, -2);
    const list = input[key];
    if (Array.isArray(list)) list.push(value);
    else input[key] = [value];
  }
  return input;
}

/** Runs a form action: a refusal becomes the page's `form` with what was typed, a fault goes to the log. */
export async function submit<Result>(
  event: RequestEvent,
  work: (input: FormInput) => Promise<Result>,
): Promise<Result | ActionFailure<{ refusal: Refusal; typed: Record<string, string | string[]> }>> {
  const input = await readForm(event.request);
  try {
    return await work(input);
  } catch (fault) {
    if (!isAppError(fault)) throw fault;
    const { code, reason, values, issues } = fault;
    return fail(fault.status, { refusal: { code, reason, values, issues }, typed: typedText(input) });
  }
}

/** Runs a load: a refusal becomes the error page with its status. */
export async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (fault) {
    if (!isAppError(fault)) throw fault;
    const { code, reason, values, issues } = fault;
    error(fault.status, { message: code, code, reason, values, issues });
  }
}

/** Runs an API call: the result as JSON, or the refusal as JSON with its status. */
export async function answer(work: () => Promise<unknown>): Promise<Response> {
  try {
    return json((await work()) ?? {});
  } catch (fault) {
    if (!isAppError(fault)) throw fault;
    const { code, reason, values, issues } = fault;
    return json({ refusal: { code, reason, values, issues } satisfies Refusal }, { status: fault.status });
  }
}

/** What can be put back into fields: text, but no files and no passwords. */
function typedText(input: FormInput): Record<string, string | string[]> {
  const typed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(input)) {
    if (name === 'password') continue;
    if (typeof value === 'string') typed[name] = value;
    if (Array.isArray(value)) typed[name] = value.filter((item) => typeof item === 'string');
  }
  return typed;
}
