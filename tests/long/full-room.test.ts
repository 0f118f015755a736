import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { countCauses } from '#lib/ishikawa/fishbone.ts';
import type { Actor } from '#lib/people/person.ts';
import { setPresence } from '#lib/sync/presence.ts';
import { RoomProvider } from '#lib/sync/room-provider.ts';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { MAX_EDITORS, MAX_OBSERVERS } from '#lib/workshop/join/room-places.ts';
import { serve, type Running } from '#server/serve.ts';
import { moveTo } from '../workshop-steps.ts';

/** A hall: sixty people write and two hundred watch, each with the board and the control document. */
const SYSTEM: Actor = { kind: 'system', name: 'hall' };

let running: Running;
let dataDir = '';
let lead: Actor;
let workshopId = '';
const open: RoomProvider[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'herringbone-hall-'));
  running = await serve({
    environment: { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' },
    isDevelopment: false,
  });
  const { app } = running;
  const personId = await app.people.addPerson(SYSTEM, {
    name: 'Lead',
    email: 'lead@example.org',
    roles: ['lead'],
  });
  lead = {
    kind: 'person',
    id: personId,
    name: 'Lead',
    email: 'lead@example.org',
    roles: ['lead'],
    departmentId: null,
    departmentName: null,
    locale: 'en',
    theme: 'system',
    hasLetterKeys: true,
    timeZone: null,
    sessionId: null,
  };
  workshopId = await app.workshop.createWorkshop(lead, {
    title: 'Hall',
    problem: 'Customers wait',
    goal: 'Know why',
    template: '5m',
    language: 'en',
  });
  await moveTo(app, lead, workshopId, 'whys');
});
afterAll(async () => {
  await Promise.all(open.map((provider) => provider.destroy()));
  await running?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function join260(): Promise<string[]> {
  const { app } = running;
  const { joinCode } = (await app.workshop.getWorkshop(lead, workshopId)).workshop;
  const enter = async (name: string, wish: string): Promise<string> =>
    (
      await app.workshop.joinAsGuest(
        { code: joinCode, name, department: 'Hall', wish },
        { locale: 'en', address: '127.0.0.1' },
      )
    ).token;
  const tokens: string[] = [];
  // The facilitator has the sixtieth place.
  for (let n = 1; n < MAX_EDITORS; n++) tokens.push(await enter(`Writes ${n}`, 'take-part'));
  for (let n = 0; n < MAX_OBSERVERS; n++)
    tokens.push(await enter(`Watches ${n}`, n === 0 ? 'take-part' : 'watch'));
  await expect(enter('One too many', 'watch')).rejects.toMatchObject({ reason: 'join.full' });
  return tokens;
}

function connect(token: string, kind: 'board' | 'control'): RoomProvider {
  class Socket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { cookie: `herringbone.guest=${token}`, origin: running.address } });
    }
  }
  const provider = new RoomProvider({
    url: `${running.address.replace('http', 'ws')}/sync`,
    document: `workshop/${workshopId}/${kind}`,
    doc: new Y.Doc(),
    WebSocket: Socket as unknown as typeof globalThis.WebSocket, // has all that the provider uses
  });
  open.push(provider);
  return provider;
}

const causesOf = ({ doc }: RoomProvider): number => countCauses(readFishbone(openFishbone(doc)).fishbone);

function write({ doc }: RoomProvider, text: string): void {
  const board = openFishbone(doc);
  const parent = readFishbone(board).fishbone.bones[0]?.id;
  if (parent) addCause(createEditor(board, 'hall'), { parent, after: 'end' }, text, null);
}

/** Resolves when the document of a provider says so. */
function seen(provider: RoomProvider, holds: (provider: RoomProvider) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds(provider)) return;
      provider.doc.off('update', look);
      resolve();
    };
    provider.doc.on('update', look);
    look();
  });
}

test('[WS70] sixty write and two hundred watch in one room, and all of them see the same', async () => {
  const tokens = await join260();
  const startMs = performance.now();
  const boards = tokens.map((token) => connect(token, 'board'));
  const controls = tokens.map((token) => connect(token, 'control'));
  await Promise.all([...boards, ...controls].map((provider) => provider.until(({ isSynced }) => isSynced)));
  const joinedMs = performance.now() - startMs;
  expect(boards.filter(({ mayWrite }) => mayWrite).length).toBe(MAX_EDITORS - 1);

  const writers = boards.slice(0, MAX_EDITORS - 1);
  const watcher = boards.at(-1);
  if (!watcher) throw new Error('nobody watches');
  write(watcher, 'Written by somebody who only watches');
  const wroteMs = performance.now();
  for (const [index, writer] of writers.entries()) {
    setPresence(writer.awareness, { cursor: { x: index, y: 0, at: null } });
    write(writer, `Cause ${index}`);
  }
  const own = (provider: RoomProvider): number => (provider === watcher ? 1 : 0);
  await Promise.all(
    boards.map((board) => seen(board, (provider) => causesOf(provider) - own(provider) === writers.length)),
  );
  const sawMs = performance.now() - wroteMs;
  const stored = await running.app.sync.readDocument(`workshop/${workshopId}/board`, (doc) =>
    countCauses(readFishbone(openFishbone(doc)).fishbone),
  );
  expect(stored).toBe(writers.length);

  await moveTo(running.app, lead, workshopId, 'wrapup');
  await Promise.all(controls.map((room) => seen(room, ({ doc }) => readControl(doc)?.stage === 'wrapup')));
  if (process.env['FULL_ROOM_REPORT'])
    console.info(
      `520 connections opened in ${Math.round(joinedMs)} ms; 59 causes on 260 boards in ${Math.round(sawMs)} ms`,
    );
});
