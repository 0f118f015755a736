import { MOST_FILE_BYTES } from '#lib/base/file-type.ts';
import { MOST_MESSAGE_BYTES } from '#lib/discussion/message.ts';
import { ROUTE_ACCESS } from '#lib/people/route-access.ts';
import { CHUNK_BYTES } from './database/blobs.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Every route that is not named below: a page of typed text is a tenth of it. */
export const DEFAULT_BODY_BYTES = 100 * KIB;

/** Routes that anybody may post to: a name, an e-mail, a password, a code. */
export const STRANGERS_BODY_BYTES = 16 * KIB;

/** The frame of a form around a file. */
const FORM_BYTES = 64 * KIB;

/** Where more is needed, and why. An action is named as in its address; without one all of a route are meant. */
const LARGER: readonly { route: string; action?: string; bytes: number }[] = [
  // One piece of a wave.
  { route: '/api/survey/uploads/[blobId]/[position]', bytes: CHUNK_BYTES + FORM_BYTES },
  // What a wave of a thousand columns is: each with its answers and its evidence.
  { route: '/api/survey/waves', bytes: 4 * MIB },
  // A list of people; the command refuses more with its own sentence.
  { route: '/(app)/people/import', bytes: 5 * MIB + FORM_BYTES },
  { route: '/(room)/workshop/[id]/board', action: 'attach', bytes: MOST_FILE_BYTES + FORM_BYTES },
  ...['write', 'answer'].map((action) => ({
    route: '/(app)/home/questions',
    action,
    bytes: MOST_MESSAGE_BYTES + FORM_BYTES,
  })),
  // A whole diagram, changed without a connection.
  { route: '/(room)/workshop/[id]/board', action: 'handIn', bytes: MIB },
  { route: '/(room)/workshop/[id]/board', action: 'send', bytes: MIB },
  // Tags set on thousands of comments at once, and tables over many segments.
  { route: '/(app)/survey/[waveId]/comments', bytes: MIB },
  { route: '/(app)/survey/[waveId]/questions', bytes: MIB },
  { route: '/(app)/survey/[waveId]/published', bytes: MIB },
];

const RULES = LARGER.map((rule) => ({ ...rule, pattern: pathPattern(rule.route) }));
const PUBLIC = Object.keys(ROUTE_ACCESS)
  .filter((route) => ROUTE_ACCESS[route] === 'public')
  .map(pathPattern);

/** The routes with a limit of their own; a test compares them with those that there are. */
export const LARGER_BODY_ROUTES: readonly string[] = LARGER.map(({ route }) => route);

/** How many bytes a request may bring, by its address [HT1]. */
export function bodyLimit(url: string): number {
  const { pathname, search } = new URL(url, 'http://host');
  const rule = RULES.find(
    ({ pattern, action }) => pattern.test(pathname) && (action === undefined || search === `?/${action}`),
  );
  if (rule) return rule.bytes;
  return PUBLIC.some((pattern) => pattern.test(pathname)) ? STRANGERS_BODY_BYTES : DEFAULT_BODY_BYTES;
}

/** The paths of a route as SvelteKit names it: groups are no part of them, parameters are one piece. */
export function pathPattern(route: string): RegExp {
  const path = route
    .replaceAll(/\/\([^)]+\)/g, '')
    .replaceAll(/\[[^\]]+\]/g, '[^/]+')
    .replaceAll('.', '\\.');
  return new RegExp(`^${path === '' ? '/' : path}$`);
}
