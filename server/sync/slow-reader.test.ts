import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import { ActorBudgets } from './actor-budgets.ts';
import { AnswerQueue } from './answer-queue.ts';
import { Connection } from './connection.ts';
import { DocumentBytes } from './document/document-bytes.ts';
import { DocumentThread } from './document/document-thread.ts';
import { MAX_QUEUE_BYTES } from './limits.ts';
import { updateFrame } from './protocol.ts';
import { RawClient } from './testing/raw-client.ts';
import { scanUpdate } from './document/update-scan.ts';

let server: Server;
let sockets: WebSocketServer;
let client: RawClient;
let socket: WebSocket;
let document: DocumentBytes;
let connection: Connection;
let author: Y.Doc;
let answers: AnswerQueue;

/** One real socket to a client, with the server's end in our hands. */
beforeEach(async () => {
  author = new Y.Doc();
  server = createServer();
  sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has this form
  const connected = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve));
  client = new RawClient(`ws://127.0.0.1:${port}`);
  socket = await connected;
  document = new DocumentBytes(new Uint8Array(), []);
  const visitor = {
    access: 'write',
    actorKey: 'ann',
    name: 'Ann',
    expiresAtMs: Infinity,
    isUnseen: false,
  } as const;
  const request = { headers: {} } as never; // nobody asks for rights here
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const elapsed = (): number => 0;
  const budgets = new ActorBudgets(elapsed);
  answers = new AnswerQueue({ budgets, thread: new DocumentThread(), log: quiet, elapsed });
  const now = elapsed;
  connection = new Connection({ socket, request, visitor, wantsAcks: true, document, answers, now, elapsed });
  connection.answer(Uint8Array.from([0]));
  await client.until(() => client.heardOf('step2').length === 1);
});
afterEach(async () => {
  await client.close();
  await new Promise((resolve) => sockets.close(resolve));
  await new Promise((resolve) => server.close(resolve));
});

function commit(change: (doc: Y.Doc) => void): void {
  let update = new Uint8Array();
  author.once('update', (bytes) => (update = new Uint8Array(bytes)));
  author.transact(() => change(author));
  document.append(
    update,
    scanUpdate(update, () => Infinity),
  );
  connection.tell(updateFrame(update));
}

const LARGE = new Uint8Array(100_000);

test('[SY15] a client that stops reading costs at most 1 MiB, and is complete after it wakes', async () => {
  client.socket.pause();
  let most = 0;
  for (let i = 0; i < 400; i++) {
    commit((doc) => {
      doc.getMap('m').set(`k${i % 5}`, LARGE);
      doc.getText('t').insert(0, 'x');
    });
    connection.store(i + 1, false);
    connection.acknowledge();
    most = Math.max(most, socket.bufferedAmount);
    if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  commit((doc) => doc.getText('t').delete(0, 100));
  expect(most).toBeGreaterThan(MAX_QUEUE_BYTES / 2);
  expect(most).toBeLessThan(MAX_QUEUE_BYTES + 2 * LARGE.length);
  client.socket.resume();
  await client.until(
    () => client.doc.getText('t').length === author.getText('t').length && client.stored === 400,
  );
  expect(Y.encodeStateVector(client.doc)).toEqual(Y.encodeStateVector(author));
  const frames = client.heardOf('update').length;
  expect(frames).toBeLessThan(200);
  commit((doc) => doc.getText('t').insert(0, 'live again'));
  await client.until(() => client.heardOf('update').length === frames + 1);
});

test('[SY15] a step 1 from a client that does not read is answered once it does', async () => {
  client.socket.pause();
  for (let i = 0; i < 100; i++) commit((doc) => doc.getMap('n').set(`k${i}`, LARGE));
  for (let i = 0; i < 20; i++) connection.answer(Uint8Array.from([0]));
  expect(socket.bufferedAmount).toBeLessThan(MAX_QUEUE_BYTES + 2 * LARGE.length);
  client.socket.resume();
  await client.until(() => client.heardOf('step2').length === 2);
  expect(client.doc.getMap('n').size).toBe(100);
});

test('[SY15] presence is left out first, and the latest comes when there is room', async () => {
  client.socket.pause();
  let written = 0;
  while (socket.bufferedAmount < 100_000) {
    commit((doc) => doc.getMap('n').set('big', LARGE));
    if (++written % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const entry = (clock: number): Uint8Array => Uint8Array.from([5, clock, 2, 123, 125]);
  const before = socket.bufferedAmount;
  for (let clock = 1; clock <= 50; clock++) {
    connection.owePresence(5);
    connection.flushPresence(() => entry(clock));
  }
  expect(socket.bufferedAmount).toBe(before);
  client.socket.resume();
  await client.until(() => client.heardOf('awareness').length > 0);
  expect(client.heardOf('awareness')).toEqual([
    { kind: 'awareness', entries: [{ client: 5, clock: 50, state: {} }] },
  ]);
});

test('[SY15] an answer of many megabytes waits in pieces: no more than 1 MiB stands in the queue', async () => {
  for (let i = 0; i < 80; i++) commit((doc) => doc.getMap('n').set(`k${i}`, LARGE));
  await client.until(() => client.doc.getMap('n').size === 80);
  client.socket.pause();
  let most = 0;
  connection.answer(Uint8Array.from([0]));
  for (let i = 0; i < 200; i++) {
    commit((doc) => doc.getText('t').insert(0, 'x'));
    connection.owePresence(5);
    most = Math.max(most, socket.bufferedAmount);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // The thread has made the answer when something stands in the queue.
  await new Promise<void>((resolve) => {
    const look = (): void => (socket.bufferedAmount > 0 ? resolve() : void setImmediate(look));
    look();
  });
  commit((doc) => doc.getText('t').insert(0, 'last'));
  expect(Math.max(most, socket.bufferedAmount)).toBeLessThanOrEqual(MAX_QUEUE_BYTES + 1_000);
  client.socket.resume();
  await client.until(() => client.doc.getText('t').length === author.getText('t').length);
  expect(client.heardOf('step2')).toHaveLength(2);
  expect(client.heardOf('step2')[1]?.bytes.length).toBeGreaterThan(8_000_000);
  expect(Y.encodeStateVector(client.doc)).toEqual(Y.encodeStateVector(author));
});
