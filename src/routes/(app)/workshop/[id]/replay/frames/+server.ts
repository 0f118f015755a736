import { guarded } from '../../../../../guarded.ts';
import type { RequestHandler } from './$types';

/** A workshop's board over time; 304 when the browser has this version. Every browser takes gzip. */
export const GET: RequestHandler = ({ locals, params, request }) =>
  guarded(async () => {
    const { version, packed } = await locals.app.workshop.getReplay(locals.actor, params.id);
    const headers = { etag: `"${version}"`, 'cache-control': 'private, no-cache' };
    if (request.headers.get('if-none-match') === headers.etag) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(new Uint8Array(packed), {
      headers: { ...headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    });
  });
