import { guarded } from '../../../../../../guarded.ts';
import { streamChunks } from '../../../../../../stream-chunks.ts';
import type { RequestHandler } from './$types';

/**
 * A file that hangs on a cause, as a download. Whatever is in it, the browser opens it nowhere near the
 * page: no sniffing, and a policy of its own that lets nothing run.
 */
export const GET: RequestHandler = ({ locals, params }) =>
  guarded(async () => {
    const { name, type, byteSize, chunks } = await locals.app.workshop.openEvidenceFile(locals.actor, {
      workshopId: params.id,
      evidenceId: params.evidenceId,
    });
    return new Response(streamChunks(chunks), {
      headers: {
        // A text says no encoding: nobody knows which it was written in.
        'content-type': type,
        'content-length': String(byteSize),
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    });
  });
