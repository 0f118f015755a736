import {
  error,
  fail,
  isRedirect,
  json,
  redirect,
  type ActionFailure,
  type RequestEvent,
} from '@sveltejs/kit';
import { isAppError, type AppError, type FieldIssue } from '#lib/base/errors.ts';

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

/** What an action came to, as JSON keeps it: what it returned, or where it led. */
type Outcome<Result> = { result: Result } | { location: string };

/**
 * Runs a press on commands that store once, however often it arrives [FM2]. Visitors have no press:
 * nobody knows who they are, and what they get is a cookie.
 */
export async function pressOnce<Result>(
  event: RequestEvent,
  { requestKey, ...input }: FormInput,
  isSecret: boolean,
  work: () => Promise<Result>,
): Promise<Result> {
  const { app, actor } = event.locals;
  const isKnown = actor.kind === 'person' || actor.kind === 'guest' || actor.kind === 'outsider';
  if (typeof requestKey !== 'string' || requestKey === '' || !isKnown) return work();
  const press = {
    actor,
    command: commandOf(event),
    key: requestKey,
    input,
    path: event.url.pathname,
    isSecret,
  };
  const outcome = await app.once(press, async (commands): Promise<Outcome<Result>> => {
    event.locals.app = { ...app, ...commands };
    try {
      return { result: await work() };
    } catch (fault) {
      if (!isRedirect(fault)) throw fault;
      return { location: fault.location };
    }
  });
  if ('location' in outcome) redirect(303, outcome.location);
  return outcome.result;
}

/** A route with what is named in its address, and its action: another subject is another command. */
function commandOf({ route, params, url }: RequestEvent): string {
  const action = [...url.searchParams.keys()].find((name) => name.startsWith('/')) ?? '/default';
  return `${route.id}?${action} ${JSON.stringify(params)}`;
}

/**
 * Runs a form action: a refusal becomes the page's `form` with what was typed, a fault goes to the log.
 * What answers with a secret (a link, a cookie, a list of people) is secret: it is never kept.
 */
export async function submit<Result>(
  event: RequestEvent,
  work: (input: FormInput) => Promise<Result>,
  options: { isSecret?: boolean } = {},
): Promise<Result | ActionFailure<{ refusal: Refusal; typed: Record<string, string | string[]> }>> {
  const { formName, ...input } = await readForm(event.request);
  try {
    return await pressOnce(event, input, options.isSecret ?? false, () => work(input));
  } catch (fault) {
    if (!isAppError(fault)) throw fault;
    const { code, reason, values, issues } = fault;
    event.setHeaders(waitHeaders(fault));
    return fail(fault.status, {
      refusal: { code, reason, values, issues },
      typed: typedText({ ...input, formName, requestKey: undefined }),
    });
  }
}

/** The file of a form as its bytes; no file is no bytes, which the command refuses. */
export async function withBytes({ file, ...input }: FormInput): Promise<FormInput> {
  return { ...input, file: file instanceof File ? new Uint8Array(await file.arrayBuffer()) : undefined };
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
    return json(
      { refusal: { code, reason, values, issues } satisfies Refusal },
      { status: fault.status, headers: waitHeaders(fault) },
    );
  }
}

/** When it is worth trying again, for whoever reads headers; the message says it to people. */
function waitHeaders({ code, values }: AppError): Record<string, string> {
  const isEarly = code === 'too-many-requests' || code === 'unavailable';
  return isEarly && values?.seconds !== undefined ? { 'retry-after': String(values.seconds) } : {};
}

/** What can be put back into fields: text, but no files and no passwords. */
function typedText(input: FormInput): Record<string, string | string[]> {
  const typed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(input)) {
    if (/password/i.test(name)) continue;
    if (typeof value === 'string') typed[name] = value;
    if (Array.isArray(value)) typed[name] = value.filter((item) => typeof item === 'string');
  }
  return typed;
}
