import type { IncomingMessage } from 'node:http';
import type { Actor } from '#lib/people/person.ts';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import { CLOSE } from '#lib/sync/close-codes.ts';
import { parseDocumentName } from '#lib/sync/document-name.ts';
import { WALL_ACTOR, WALL_PARAMETER } from '#lib/workshop/wall/wall.ts';
import { readCookie } from './access/actor.ts';
import type { Context } from './context.ts';
import { actorKey } from './rooms.ts';
import type { Authorisation } from './sync/visitor.ts';
import { documentAccess, wallDocumentAccess } from './workshop/participation.ts';
import { findOpenWall } from './workshop/wall/wall-commands.ts';

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
  const wallCode = wallCodeOf(request);
  if (wallCode !== null) return authoriseWall(context, wallCode, document);
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

/** The code of a wall in the address of a socket; null where there is none. */
function wallCodeOf({ url = '' }: IncomingMessage): string | null {
  return new URL(url, 'http://host').searchParams.get(WALL_PARAMETER);
}

/**
 * A screen of a room: by its code alone, whoever is signed in in that browser. It is nobody to the people on
 * a board; on its own document it is heard, so that those who steer see how many screens there are.
 */
async function authoriseWall(context: Context, code: string, document: string): Promise<Authorisation> {
  const found = await findOpenWall(context.db, code, context.clock());
  if (!found?.wall) return { access: 'none', actorKey: 'nobody', name: '', closeCode: CLOSE.forbidden };
  const { workshop, wall } = found;
  const access = wallDocumentAccess(workshop, document);
  return {
    access: access === 'none' ? 'none' : 'read',
    actorKey: `${WALL_ACTOR}${wall.wallId}`,
    name: '',
    closeCode: CLOSE.forbidden,
    expiresAtMs: wall.expiresAtMs,
    isUnseen: parseDocumentName(document)?.kind !== 'wall',
  };
}

/** A guest's pass ends only when they are shown out: they are told so, and not to sign in again. */
function isFormerGuest(headers: Headers): boolean {
  const hadAccount = /session_token=/.test(headers.get('cookie') ?? '');
  return !hadAccount && readCookie(headers, GUEST_COOKIE) !== undefined;
}
