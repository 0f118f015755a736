import type { IncomingMessage } from 'node:http';
import type { Actor } from '#lib/people/person.ts';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import { CLOSE } from '#lib/sync/close-codes.ts';
import { readCookie } from './access/actor.ts';
import type { Context } from './context.ts';
import { actorKey } from './rooms.ts';
import type { Authorisation } from './sync/visitor.ts';
import { documentAccess } from './workshop/participation.ts';

type Identify = (
  headers: Headers,
  isHttps: boolean,
  isGlance: boolean,
) => Promise<{ actor: Actor; expiresAtMs?: number }>;

/** Who opens a socket and what they may do with the document, from the same cookies as a page. */
export async function authoriseSocket(
  context: Context,
  identify: Identify,
  request: IncomingMessage,
  document: string,
): Promise<Authorisation> {
  const headers = new Headers({ cookie: request.headers.cookie ?? '' });
  const isHttps = request.headers['x-forwarded-proto'] === 'https';
  const { actor, expiresAtMs } = await identify(headers, isHttps, true);
  if (actor.kind !== 'person' && actor.kind !== 'guest') {
    const closeCode = isFormerGuest(headers) ? CLOSE.forbidden : CLOSE.signedOut;
    return { access: 'none', actorKey: 'nobody', name: '', closeCode };
  }
  const access = await documentAccess(context, actor, document);
  return { access, actorKey: actorKey(actor), name: actor.name, closeCode: CLOSE.forbidden, expiresAtMs };
}

/** A guest's pass ends only when they are shown out: they are told so, and not to sign in again. */
function isFormerGuest(headers: Headers): boolean {
  const hadAccount = /session_token=/.test(headers.get('cookie') ?? '');
  return !hadAccount && readCookie(headers, GUEST_COOKIE) !== undefined;
}
