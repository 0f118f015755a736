import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { askOnce, type CallContext, type EndablePort, WorkerClient } from './ask-worker.ts';
import { askInPlace } from './testing/answer-in-place.ts';

interface Counting {
  add(n: number): Promise<number>;
  count(to: number, context: CallContext<number>): Promise<number>;
  bytes(size: number, context: CallContext): Promise<Uint8Array>;
  length(bytes: Uint8Array): Promise<number>;
  fail(message: string): Promise<never>;
  hang(input: undefined): Promise<never>;
}

/** Remembers a sum, as the worker of a wave remembers what was opened. */
function counting(): Counting {
  let sum = 0;
  return {
    add: async (n) => (sum += n),
    async count(to, { tell }) {
      for (let i = 1; i <= to; i++) tell(i);
      return to;
    },
    async bytes(size, { move }) {
      const bytes = new Uint8Array(size);
      move(bytes.buffer);
      return bytes;
    },
    length: async (bytes) => bytes.length,
    async fail(message) {
      throw new RangeError(message);
    },
    hang: () => new Promise<never>(() => undefined),
  };
}

/** A thread of Node as a port: it has other names for the same events. */
function threadPort(worker: Worker): EndablePort {
  return {
    postMessage: (message, { transfer }) => worker.postMessage(message, transfer),
    addEventListener: (kind, listener) =>
      void worker.on(kind, (value: unknown) =>
        listener(kind === 'message' ? { data: value } : { message: String(value) }),
      ),
    terminate: () => worker.terminate(),
  };
}

const settled = async (...asked: Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(asked)).map((each) =>
    each.status === 'fulfilled' ? each.value : (each.reason as Error).name,
  );

test('calls are answered one after another, each with what the ones before it left', async () => {
  const client = askInPlace(counting);
  expect(await settled(client.ask('add', 1), client.ask('add', 2), client.ask('add', 3))).toEqual([1, 3, 6]);
});

test('progress comes in order and before the answer', async () => {
  const told: number[] = [];
  const client = askInPlace(counting);
  expect(await client.ask('count', 3, { onProgress: (n) => told.push(n) })).toBe(3);
  expect(told).toEqual([1, 2, 3]);
});

test('of the calls of one name that wait only the newest is answered, others are left in peace', async () => {
  const client = askInPlace(counting);
  const newest = { supersedes: true };
  const asked = [1, 10, 100, 1000].map((n) => client.ask('add', n, newest));
  expect(await settled(...asked, client.ask('count', 2))).toEqual([1, 'AbortError', 'AbortError', 1001, 2]);
});

test('a call that nobody waits for is not made; one under way is given up, and the next one is answered', async () => {
  const client = askInPlace(counting);
  const [late, early] = [new AbortController(), new AbortController()];
  const underWay = client.ask('add', 1, { signal: late.signal });
  const waiting = client.ask('add', 10, { signal: early.signal });
  const next = client.ask('add', 100);
  early.abort(new Error('left'));
  late.abort();
  expect(await settled(underWay, waiting, next)).toEqual(['AbortError', 'Error', 101]);
  const gone = client.ask('add', 1, { signal: AbortSignal.abort() });
  expect(await settled(gone, client.ask('add', 0))).toEqual(['AbortError', 101]);
});

test('what a call throws arrives with its name and its message, which may be a key of the catalogues', async () => {
  const client = askInPlace(counting);
  const failed = client.ask('fail', 'survey.results.failed');
  await expect(failed).rejects.toMatchObject({ name: 'RangeError', message: 'survey.results.failed' });
  expect(await client.ask('add', 1)).toBe(1);
});

test('buffers change hands in both directions', async () => {
  const client = askInPlace(counting);
  const bytes = new Uint8Array(16);
  expect(await client.ask('length', bytes, { transfer: [bytes.buffer] })).toBe(16);
  expect(bytes.byteLength).toBe(0);
  const made: Uint8Array[] = [];
  const keeping = askInPlace<Counting>(() => {
    const calls = counting();
    return {
      ...calls,
      async bytes(size, context) {
        const answer = await calls.bytes(size, context);
        made.push(answer);
        return answer;
      },
    };
  });
  expect((await keeping.ask('bytes', 8)).byteLength).toBe(8);
  expect(made.map((each) => each.byteLength)).toEqual([0]);
});

test('what cannot be sent rejects its own call alone, on the way there and on the way back', async () => {
  const client = askInPlace(() => ({
    twice: async (n: number) => 2 * n,
    odd: async () => () => undefined,
  }));
  const unsendable = (() => undefined) as unknown as number;
  const [there, back, next] = [
    client.ask('twice', unsendable),
    client.ask('odd', undefined),
    client.ask('twice', 2),
  ];
  expect(await settled(there, back, next)).toEqual(['DataCloneError', 'DataCloneError', 4]);
});

test('cancelling ends what is under way and waits; the next call starts anew, after closing there is none', async () => {
  let started = 0;
  const client = askInPlace(() => {
    started++;
    return counting();
  });
  await client.ask('add', 5);
  const asked = [client.ask('hang', undefined), client.ask('add', 1)];
  client.cancel();
  expect(await settled(...asked)).toEqual(['AbortError', 'AbortError']);
  expect([await client.ask('add', 1), started]).toEqual([1, 2]);
  client.close();
  expect([...(await settled(client.ask('add', 1))), started]).toEqual(['AbortError', 2]);
});

test('a thread answers, dies of what nobody caught, and is started again by the next call', async () => {
  const client = new WorkerClient<{ half(n: number): number; die(input: undefined): never }>(() =>
    threadPort(
      new Worker(
        `import { parentPort } from 'node:worker_threads';
         import { answerCalls } from ${JSON.stringify(new URL('ask-worker.ts', import.meta.url).href)};
         answerCalls(parentPort, {
           half: (n) => n / 2,
           die: () => { setImmediate(() => { throw new Error('out of memory') }); return new Promise(() => undefined) },
         });`,
        { eval: true, execArgv: ['--input-type=module'] },
      ),
    ),
  );
  expect(await client.ask('half', 4)).toBe(2);
  await expect(client.ask('die', undefined)).rejects.toThrow('out of memory');
  expect(await client.ask('half', 6)).toBe(3);
  client.close();
});

test('what is asked once has a thread of its own, which ends with the answer or with the signal', async () => {
  const source = `import { parentPort } from 'node:worker_threads';
    import { answerCalls } from ${JSON.stringify(new URL('ask-worker.ts', import.meta.url).href)};
    answerCalls(parentPort, { half: (n) => n / 2, spin: () => { for (;;); } });`;
  const start = (): [
    WorkerClient<{ half(n: number): number; spin(input: undefined): never }>,
    Promise<unknown>,
  ] => {
    const thread = new Worker(source, { eval: true, execArgv: ['--input-type=module'] });
    return [new WorkerClient(() => threadPort(thread)), once(thread, 'exit')];
  };
  const [answered, isOver] = start();
  expect(await askOnce(answered, 'half', 4)).toBe(2);
  await isOver;
  const [spinning, isStopped] = start();
  const abort = new AbortController();
  const asked = askOnce(spinning, 'spin', undefined, { signal: abort.signal });
  abort.abort();
  expect(await settled(asked)).toEqual(['AbortError']);
  await isStopped;
});
