import { streamChunks } from './stream-chunks.ts';

/** The headers under which something is saved as a file of this name and kept nowhere on the way. */
export function downloadHeaders(name: string, type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'private, no-store',
  };
}

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
      ...downloadHeaders(file.name, file.type),
      'content-length': String(file.byteSize),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  });
}
