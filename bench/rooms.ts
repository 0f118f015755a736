/**
 * The room server: memory of an open, idle room, and typing in several rooms at once, beside a bare
 * relay that checks and stores nothing. Prints ratios.
 *
 *   node bench/rooms.ts [--idle-rooms 300]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as Y from 'yjs';
import { RawClient } from '#server/sync/testing/raw-client.ts';

const ROOMS = 4;
const EDITORS = 25;
const EDITS_PER_SECOND = 2;
const SECONDS = 10;

type Kind = 'rooms' | 'relay';

interface Figures {
  liveBytes: number;
  rssBytes: number;
  cpuMs: number;
}

/** What one kind of server costs while people type. */
export interface TypingFigures {
  editP50Ms: number;
  editP99Ms: number;
  cpuSecondsPer1000Edits: number;
}

async function start(kind: Kind): Promise<{ url: string; measure(): Promise<Figures>; stop(): void }> {
  const script = join(import.meta.dirname, 'rooms-server.ts');
  const child: ChildProcess = fork(script, [kind], { execArgv: ['--expose-gc'] });
  const next = <T>(): Promise<T> =>
    new Promise((resolve) => child.once('message', (said) => resolve(said as T)));
  const { port } = await next<{ port: number }>();
  return {
    url: `ws://127.0.0.1:${port}/sync`,
    measure() {
      const figures = next<Figures>();
      child.send('measure');
      return figures;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}

/** A board as a workshop leaves it, about 13 KB: one update of each of 25 people. */
function fillBoard(client: RawClient): void {
  for (let person = 0; person < 25; person++) {
    const own = new Y.Doc();
    own.transact(() => {
      for (let i = 0; i < 6; i++) {
        const text = `Reklamacja nr ${person * 6 + i}: brak odpowiedzi`;
        const cause = new Y.Map([
          ['text', text],
          ['parent', `bone-${i}`],
        ]);
        own.getMap('causes').set(`cause-${person}-${i}`, cause);
      }
    });
    client.sendUpdate(Y.encodeStateAsUpdate(own));
  }
}

/** Bytes that one open room with one idle visitor keeps alive. */
export async function benchIdleRooms(
  count: number,
): Promise<{ boardBytes: number; liveBytes: number; rssBytes: number }> {
  const server = await start('rooms');
  const clients: RawClient[] = [];
  let boardBytes = 0;
  const open = async (i: number): Promise<void> => {
    const client = await new RawClient(`${server.url}/workshop/r${i}/board?as=p${i}&ack=1`).join();
    fillBoard(client);
    await client.until(() => client.isSaved);
    client.heard.length = 0;
    clients.push(client);
    boardBytes = boardBytes || (await sizeOfBoard(server.url, i));
  };
  for (let i = 0; i < 20; i++) await open(i); // whatever is made once is made before
  const before = await server.measure();
  for (let i = 20; i < 20 + count; i++) await open(i);
  const after = await server.measure();
  server.stop();
  const each = (key: 'liveBytes' | 'rssBytes'): number => (after[key] - before[key]) / count;
  return { boardBytes, liveBytes: each('liveBytes'), rssBytes: each('rssBytes') };
}

async function sizeOfBoard(url: string, i: number): Promise<number> {
  const reader = await new RawClient(`${url}/workshop/r${i}/board?as=reader`).join();
  const size = Y.encodeStateAsUpdate(reader.doc).length;
  await reader.close();
  return size;
}

/** Rooms of editors who type steadily; the time from one's keystroke to another's screen. */
export async function benchTyping(kind: Kind): Promise<TypingFigures> {
  const server = await start(kind);
  const latencies: number[] = [];
  const rooms: RawClient[][] = [];
  for (let room = 0; room < ROOMS; room++) {
    const url = `${server.url}/workshop/t${room}/board`;
    const clients = Array.from({ length: EDITORS }, (_, i) => new RawClient(`${url}?as=p${room}-${i}&ack=1`));
    await Promise.all(clients.map((client) => (kind === 'rooms' ? client.join() : isOpen(client))));
    for (const client of clients) listen(client, latencies);
    rooms.push(clients);
  }
  const before = await server.measure();
  const edits = SECONDS * EDITS_PER_SECOND;
  await Promise.all(rooms.flat().map((client, i) => typeSteadily(client, i, edits)));
  const after = await server.measure();
  server.stop();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(share * (latencies.length - 1))] ?? NaN;
  const thousands = (edits * ROOMS * EDITORS) / 1000;
  return {
    editP50Ms: at(0.5),
    editP99Ms: at(0.99),
    cpuSecondsPer1000Edits: (after.cpuMs - before.cpuMs) / 1000 / thousands,
  };
}

function isOpen(client: RawClient): Promise<void> {
  return new Promise((resolve) => client.socket.once('open', () => resolve()));
}

/** Each edit carries the moment at which it was made. */
function listen(client: RawClient, latencies: number[]): void {
  client.doc.getArray<number>('edits').observe((event) => {
    if (event.transaction.origin !== client) return;
    for (const { insert } of event.changes.delta) {
      if (Array.isArray(insert))
        for (const madeMs of insert) latencies.push(performance.now() - Number(madeMs));
    }
  });
}

async function typeSteadily(client: RawClient, phase: number, edits: number): Promise<void> {
  const everyMs = 1000 / EDITS_PER_SECOND;
  await new Promise((resolve) => setTimeout(resolve, (phase * 37) % everyMs));
  for (let i = 0; i < edits; i++) {
    client.edit((doc) => doc.getArray('edits').push([performance.now()]));
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const at = process.argv.indexOf('--idle-rooms');
  const idle = await benchIdleRooms(at > 0 ? Number(process.argv[at + 1]) : 300);
  const kb = (bytes: number): string => (bytes / 1000).toFixed(1);
  console.log(
    `idle open room of ${kb(idle.boardBytes)} KB: ${kb(idle.liveBytes)} KB live, ${kb(idle.rssBytes)} KB RSS`,
  );
  const relay = await benchTyping('relay');
  const ours = await benchTyping('rooms');
  for (const key of ['editP50Ms', 'editP99Ms', 'cpuSecondsPer1000Edits'] as const) {
    const [a, b] = [ours[key], relay[key]];
    console.log(`${key}: ours ${a.toFixed(3)}, relay ${b.toFixed(3)}, x${(a / b).toFixed(2)}`);
  }
}
