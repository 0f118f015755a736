import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WorkerClient } from '#lib/base/ask-worker.ts';
import { startThread } from './thread-port.ts';
import { PATIENCE_MS } from '../tests/patience.ts';

interface Calls {
  work(input: string): string;
}

/** A client whose threads run these programs, one after the other. */
function clientOf(...programs: string[]): WorkerClient<Calls> {
  return new WorkerClient<Calls>(() =>
    startThread(new URL(`data:text/javascript,${encodeURIComponent(programs.shift() ?? '')}`)),
  );
}

/** A thread that answers with what it was asked. */
const ECHO = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ number, input }) => parentPort.postMessage({ number, kind: 'answer', output: input }));`;

test('a thread that ends while it is asked fails the call, and the next call starts another', async () => {
  const client = clientOf('process.exit(3)', ECHO);
  await expect(client.ask('work', 'a')).rejects.toThrow('the thread ended with code 3');
  expect(await client.ask('work', 'b')).toBe('b');
  client.close();
});

test('a thread that cannot start says why', async () => {
  const client = clientOf('throw new Error("no such module")');
  await expect(client.ask('work', 'a')).rejects.toThrow('no such module');
  client.close();
});

test('a call that nobody waits for any more ends at once, though its thread answers never', async () => {
  const client = clientOf('setInterval(() => undefined, 1000)');
  const given = new AbortController();
  const asked = client.ask('work', 'a', { signal: given.signal });
  given.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  client.close();
});

test('the process waits for an answer, and not for a thread that rests', () => {
  const program = `
    import { DocumentThread } from '#server/sync/document/document-thread.ts';
    import { APART_BYTES } from '#server/sync/limits.ts';
    import * as Y from 'yjs';
    const doc = new Y.Doc();
    doc.getMap('m').set('text', 'x'.repeat(APART_BYTES));
    const { clocks } = await new DocumentThread().scan([Y.encodeStateAsUpdate(doc)]);
    console.log(clocks.length === 1 ? 'read' : 'not read');`;
  const { stdout, status } = spawnSync(process.execPath, ['--eval', program], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    timeout: PATIENCE_MS,
  });
  expect([status, stdout.trim()]).toEqual([0, 'read']);
});
