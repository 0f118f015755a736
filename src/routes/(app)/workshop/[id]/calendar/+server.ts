import { guarded } from '../../../../guarded.ts';
import type { RequestHandler } from './$types';

/** The sessions of a workshop as an iCalendar file. */
export const GET: RequestHandler = ({ locals, params, url }) =>
  guarded(async () => {
    const { fileName, content } = await locals.app.workshop.getCalendar(locals.actor, {
      workshopId: params.id,
      origin: url.origin,
    });
    return new Response(content, {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        'cache-control': 'private, no-store',
      },
    });
  });
