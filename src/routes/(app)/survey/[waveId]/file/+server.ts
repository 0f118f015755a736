import { guarded } from '../../../../guarded.ts';
import type { RequestHandler } from './$types';

/** The responses of a wave as a Parquet file, for whoever may see rows. */
export const GET: RequestHandler = ({ locals, params }) =>
  guarded(async () => {
    const { fileName, chunks } = await locals.app.survey.openWaveFile(locals.actor, params.waveId);
    return new Response(toStream(chunks), {
      headers: {
        'content-type': 'application/vnd.apache.parquet',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        'cache-control': 'private, no-store',
      },
    });
  });

/** One chunk at a time, as fast as the reader takes them. */
function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
}
