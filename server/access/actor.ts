import type { Actor } from '#lib/people/person.ts';
import type { AccessContext } from './access-context.ts';
import { findPerson, type PersonRow } from '../people/store.ts';

/** Who a request's cookies say it is, and the cookies that renew the session. */
export interface Identity {
  actor: Actor;
  cookies: string[];
  /** When a person's session ends by itself, in milliseconds since 1970. */
  expiresAtMs?: number;
}

/** Reads the session; without one says 'nobody'. A person who was switched off is nobody [PE8]. */
export async function identifyPerson(
  context: AccessContext,
  headers: Headers,
  isHttps: boolean,
  isGlance = false,
): Promise<Identity> {
  const nobody: Identity = { actor: { kind: 'nobody' }, cookies: [] };
  if (!headers.has('cookie')) return nobody;
  const session = await context.accounts.sessionOf(headers, isHttps, isGlance);
  if (!session) return nobody;
  const person = await findPerson(context.db, { loginUserId: session.loginUserId });
  if (!person?.isActive) return nobody;
  return {
    actor: toActor(person, session.sessionId),
    cookies: session.cookies,
    expiresAtMs: session.expiresAtMs,
  };
}

/** A person as the one who acts; for whoever acts without a session, `sessionId` is null. */
export function toActor(person: PersonRow, sessionId: string | null): Extract<Actor, { kind: 'person' }> {
  const { id, name, email, roles, departmentId, departmentName, locale, theme, hasLetterKeys, timeZone } =
    person;
  return {
    kind: 'person',
    id,
    name,
    email,
    roles,
    departmentId,
    departmentName,
    locale,
    theme,
    hasLetterKeys,
    timeZone,
    sessionId,
  };
}

/** One cookie of a Cookie header; undefined when it is absent or not written as cookies are. */
export function readCookie(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name)
      return decodeCookie(pair.slice(equals + 1).trim());
  }
  return undefined;
}

/** A percent sign that encodes nothing is somebody's own handiwork: no cookie of ours has one. */
function decodeCookie(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
