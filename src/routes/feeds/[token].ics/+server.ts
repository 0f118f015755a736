import { isAppError } from '#lib/base/errors.ts';
import type { RequestHandler } from './$types';

/** Nothing on the way keeps a private calendar, and what it leads to is not told where one came from. */
const HEADERS = { 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer' };

/** A calendar under its secret address [CF1] [CF7]. Programs read it: refusals are plain lines, and never a page to sign in. */
export const GET: RequestHandler = async ({ locals: { app }, params, url, request, getClientAddress }) => {
  try {
    const feed = await app.feeds.getFeedFile({
      token: params.token,
      address: getClientAddress(),
      origin: url.origin,
    });
    const headers = { ...HEADERS, etag: feed.etag };
    const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim());
    if (known.includes(feed.etag)) return new Response(null, { status: 304, headers });
    return new Response(feed.content, {
      headers: {
        ...headers,
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="herringbone.ics"',
      },
    });
  } catch (fault) {
    if (!isAppError(fault)) throw fault;
    const wait = fault.values?.seconds;
    return new Response(`${fault.code}\n`, {
      status: fault.status,
      headers: {
        ...HEADERS,
        'content-type': 'text/plain; charset=utf-8',
        ...(wait !== undefined && { 'retry-after': String(wait) }),
      },
    });
  }
};
