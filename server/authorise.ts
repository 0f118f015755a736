import type { IncomingMessage } from 'node:http';
import type { Actor } from '#lib/people/person.ts';
import { CLOSE } from '#lib/sync/close-codes.ts';
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
    return { access: 'none', actorKey: 'nobody', name: '', closeCode: CLOSE.signedOut };
  }
  const access = await documentAccess(context, actor, document);
  return { access, actorKey: actorKey(actor), name: actor.name, closeCode: CLOSE.forbidden, expiresAtMs };
}
