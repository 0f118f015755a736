import { downloadHeaders } from '../../../../file-response.ts';
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
      headers: downloadHeaders(fileName, 'text/calendar; charset=utf-8'),
    });
  });
