import { guarded } from '../guarded.ts';
import type { RequestHandler } from './$types';

/** The logo of the organisation, for everybody: it stands on the page at which one signs in. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { type, sha256, bytes } = await guarded(() => locals.app.organisation.findLogo());
  // Its address names it: what is under another one may change.
  const version = url.searchParams.get('v');
  const isNamed = version !== null && version.length >= 16 && sha256.startsWith(version);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'cache-control': isNamed ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
};
