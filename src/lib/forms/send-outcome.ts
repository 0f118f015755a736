import type { ErrorCode } from '#lib/base/errors.ts';
import type { FormState } from '#lib/i18n/form-state.ts';

type Refusal = NonNullable<NonNullable<FormState>['refusal']>;

/** What came of sending a form, as the form has to say it. */
export type SendOutcome =
  | { kind: 'done' }
  | { kind: 'refused'; refusal: Refusal }
  /** The session ended meanwhile. */
  | { kind: 'signed-out' }
  /** A fault of ours, logged under its id. */
  | { kind: 'fault'; error: { code: string; id?: string } }
  /** It reached no page of ours: no network, or an answer of somebody between. */
  | { kind: 'not-reached'; isOffline: boolean };

/** Refusals after which the page is older than the server; what stands on it is brought up to date [FM3]. */
const OUTDATED: readonly string[] = [
  'stale',
  'conflict',
  'read-only',
  'gone',
  'not-found',
] satisfies ErrorCode[];

export const isOutdated = (refusal: { code: string }): boolean => OUTDATED.includes(refusal.code);

/**
 * Reads what SvelteKit made of an answer. `result` is not trusted to be one: an answer of a proxy
 * that happens to be JSON arrives here too.
 */
export function readOutcome(
  result: { type?: unknown; data?: unknown; error?: unknown },
  isOnline: boolean,
): SendOutcome {
  if (result.type === 'success' || result.type === 'redirect') return { kind: 'done' };
  const refusal = refusalIn(result.data);
  if (result.type === 'failure' && refusal) {
    return refusal.code === 'not-signed-in' ? { kind: 'signed-out' } : { kind: 'refused', refusal };
  }
  // What a hook refused comes as the error itself, what failed in an action as a result that holds it.
  const error = codedError(result.error) ?? codedError(result);
  if (error?.code === 'not-signed-in') return { kind: 'signed-out' };
  if (error) return { kind: 'fault', error };
  return { kind: 'not-reached', isOffline: !isOnline };
}

function refusalIn(data: unknown): Refusal | undefined {
  const refusal = (data as FormState)?.refusal; // the data of a failure are what our own actions returned
  return typeof refusal?.code === 'string' ? refusal : undefined;
}

function codedError(error: unknown): { code: string; id?: string } | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string')
    return undefined;
  return 'id' in error && typeof error.id === 'string'
    ? { code: error.code, id: error.id }
    : { code: error.code };
}

/** The fields of a form that belongs to another page hear nothing of what is wrong with them: it is said above them. */
export function inWords(outcome: SendOutcome): SendOutcome {
  if (outcome.kind !== 'refused') return outcome;
  const [issue] = outcome.refusal.issues;
  if (!issue) return outcome;
  return {
    kind: 'refused',
    refusal: { ...outcome.refusal, reason: issue.message, values: issue.values },
  };
}

const KEYS = {
  'signed-out': 'form.signedOut',
  'not-reached': 'form.notReached',
  fault: 'error.title',
} as const;

/** In a few words what came of sending a form that nobody sees, where no command refused it. */
export function keyOf({
  kind,
}: Exclude<SendOutcome, { kind: 'done' | 'refused' }>): (typeof KEYS)[typeof kind] {
  return KEYS[kind];
}
