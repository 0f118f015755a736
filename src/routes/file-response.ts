import { streamChunks } from './stream-chunks.ts';

/**
 * A file that people hung on something, as a download. Whatever is in it, the browser opens it nowhere near the
 * page: no sniffing, and a policy of its own that lets nothing run.
 */
export function fileResponse(file: {
  name: string;
  type: string;
  byteSize: number;
  chunks: AsyncGenerator<Uint8Array>;
}): Response {
  return new Response(streamChunks(file.chunks), {
    headers: {
      // A text says no encoding: nobody knows which it was written in.
      'content-type': file.type,
      'content-length': String(file.byteSize),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
