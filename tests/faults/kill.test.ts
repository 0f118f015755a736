import { effort } from '../effort.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { seededRandom } from '#lib/base/random.ts';
import { RawClient } from '#server/sync/testing/raw-client.ts';

const BOARD = 'workshop/w1/board';
const WRITERS = ['ann', 'bob', 'eve', 'joe'];
const KILLS = effort({ short: 4, full: 30 });

let dataDir: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-kill-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts the server and returns the address of the board. */
async function start(): Promise<string> {
  const script = join(import.meta.dirname, 'rooms-process.ts');
  const process_ = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = process_;
  const port = await new Promise<string>((resolve, reject) => {
    process_.stdout.once('data', (line: Buffer) => resolve(String(line).trim()));
    process_.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened`)));
  });
  return `ws://127.0.0.1:${port}/sync/${BOARD}`;
}

async function stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const process_ = child;
  if (!process_) throw new Error('no server runs');
  const exited = new Promise<number | null>((resolve) => process_.once('exit', resolve));
  process_.kill(signal);
  return exited;
}

const editsOf = (doc: Y.Doc): string[] => doc.getArray<string>('edits').toArray();

/** Types without a pause until its connection breaks. Edit number n of the writer is its write n + 1. */
class Writer {
  readonly client: RawClient;
  readonly sent: string[] = [];

  constructor(client: RawClient) {
    this.client = client;
  }

  async type(name: string): Promise<void> {
    for (let i = 0; this.client.closed === undefined; i++) {
      const edit = `${name}-${i}`;
      this.sent.push(edit);
      this.client.edit((doc) => doc.getArray('edits').push([edit]));
      await this.client.settled();
    }
  }

  /** The edits that the server said are stored; write 1 was the answer to its step 1. */
  get acknowledged(): string[] {
    return this.sent.slice(0, Math.max(0, this.client.stored - 1));
  }
}

/** One round: everybody types, the server goes down at some instant. Returns what must not be lost. */
async function round(
  url: string,
  number: number,
  afterMs: number,
  signal: 'SIGKILL' | 'SIGTERM',
): Promise<{ promised: Set<string>; exitCode: number | null }> {
  const witness = await new RawClient(`${url}?as=witness&ack=1`).join();
  const writers = await Promise.all(
    WRITERS.map(async (name) => new Writer(await new RawClient(`${url}?as=${name}&ack=1`).join())),
  );
  const typing = Promise.all(writers.map((writer, i) => writer.type(`${number}-${WRITERS[i]}`)));
  await new Promise((resolve) => setTimeout(resolve, afterMs)); // the instant of the fault
  const exitCode = await stop(signal);
  await typing;
  await witness.until(() => witness.closed !== undefined);
  const promised = new Set([...editsOf(witness.doc), ...writers.flatMap(({ acknowledged }) => acknowledged)]);
  for (const { client } of [...writers, { client: witness }]) client.doc.destroy();
  return { promised, exitCode };
}

async function storedEdits(): Promise<Set<string>> {
  const reader = await new RawClient(`${await start()}?as=reader`).join();
  const stored = new Set(editsOf(reader.doc));
  await reader.close();
  return stored;
}

test(`[SY3] ${KILLS} times killed at a random instant under load: no seen and no acknowledged edit is lost`, async () => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed} (again with KILL_SEED=${seed})`);
  const random = seededRandom(seed);
  const promised = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const done = await round(await start(), kill, 50 + random() * 1_000, 'SIGKILL');
    for (const edit of done.promised) promised.add(edit);
    const stored = await storedEdits();
    expect([...promised].filter((edit) => !stored.has(edit))).toEqual([]);
    await stop('SIGTERM');
  }
  console.log(`${promised.size} edits were promised, none was lost`);
  expect(promised.size).toBeGreaterThan(100);
});

test('[SY23] a polite stop under load loses nothing and ends with 0', async () => {
  const { promised, exitCode } = await round(await start(), 0, 300, 'SIGTERM');
  const stored = await storedEdits();
  expect([exitCode, [...promised].filter((edit) => !stored.has(edit))]).toEqual([0, []]);
});
