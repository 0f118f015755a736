import { fileResponse } from '../../../../../file-response.ts';
import { guarded } from '../../../../../guarded.ts';
import type { RequestHandler } from './$types';

/** A file of a message, as a download. */
export const GET: RequestHandler = ({ locals, params }) =>
  guarded(async () => fileResponse(await locals.app.discussion.openMessageFile(locals.actor, params.fileId)));
