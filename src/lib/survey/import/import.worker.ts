import { LocalImportEngine } from './import-engine.ts';
import type { ImportReply, ImportRequest } from './import-messages.ts';

/** Progress messages more often than this would only keep the page busy. */
const PROGRESS_MS = 80;

const engine = new LocalImportEngine();

self.addEventListener('message', (event: MessageEvent<ImportRequest>) => {
  answer(event.data).then(
    (reply) => send(reply),
    (error: unknown) =>
      send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});

async function answer(request: ImportRequest): Promise<ImportReply> {
  switch (request.kind) {
    case 'inspect':
      return { kind: 'inspected', result: await engine.inspect(request.file, request.overrides) };
    case 'read':
      return { kind: 'read', reading: await engine.read(throttledProgress()) };
    case 'prepare':
      return { kind: 'prepared', wave: await engine.prepare(request.choices) };
    case 'compare':
      return {
        kind: 'compared',
        comparison: await engine.compare(request.choices, request.earlier, request.by),
      };
  }
}

function throttledProgress(): Parameters<LocalImportEngine['read']>[0] {
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_MS && progress.bytesRead < progress.bytesTotal) return;
    last = now;
    send({ kind: 'progress', progress });
  };
}

/** The bytes of a wave change hands instead of being copied. */
function send(reply: ImportReply): void {
  const moved = reply.kind === 'prepared' ? [reply.wave.bytes.buffer] : [];
  self.postMessage(reply, { transfer: moved });
}
