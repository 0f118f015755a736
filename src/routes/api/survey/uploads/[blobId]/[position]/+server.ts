import { answer } from '../../../../../guarded.ts';
import type { RequestHandler } from './$types';

/** Takes one chunk; sending it again after a broken connection does no harm. */
export const PUT: RequestHandler = ({ locals, params, request }) =>
  answer(async () =>
    locals.app.survey.uploadChunk(locals.actor, {
      blobId: params.blobId,
      position: Number(params.position),
      bytes: new Uint8Array(await request.arrayBuffer()),
    }),
  );
