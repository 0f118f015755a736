import { downloadHeaders } from '../../../../file-response.ts';
import { guarded } from '../../../../guarded.ts';
import { streamChunks } from '../../../../stream-chunks.ts';
import type { RequestHandler } from './$types';

/** The responses of a wave as a Parquet file, for whoever may see rows; 304 when the browser has these bytes. */
export const GET: RequestHandler = ({ locals, params, request }) =>
  guarded(async () => {
    const { fileName, blobId, chunks } = await locals.app.survey.openWaveFile(locals.actor, params.waveId);
    const etag = `"${blobId}"`;
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304 });
    return new Response(streamChunks(chunks), {
      headers: { etag, ...downloadHeaders(fileName, 'application/vnd.apache.parquet') },
    });
  });
