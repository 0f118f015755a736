import { afterEach, beforeEach, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { FishboneFrame } from '#lib/ishikawa/replay/fishbone-frame.ts';
import { MOST_ENTRIES } from '#lib/workshop/entries/entry.ts';
import { MOST_PACKED } from '#lib/workshop/prepare/evidence-pack.ts';
import { planFrames } from '#lib/workshop/replay/replay.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { pinTestInsight } from '../../tests/test-insight.ts';
import { moveTo } from '../../tests/workshop-steps.ts';
import { MOST_EVIDENCE } from './evidence/hang-evidence.ts';
import { MAX_WAITING } from './join/guest-commands.ts';
import { MOST_SHOWN_CAUSES, MOST_SHOWN_WORKSHOPS, MOST_SIMILAR } from './known-causes.ts';
import { MOST_SESSIONS } from './prepare/session-commands.ts';
import { boundFrames, MOST_FRAMES, MOST_TEXT } from './replay-commands.ts';
import { MOST_ASKED, MOST_TOLD } from './seen-commands.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
let scene: TestApp;
let lead: PersonActor;
let workshopId: string;

beforeEach(async () => {
  scene = await makeTestApp();
  lead = await scene.person('Lena Lead', ['lead']);
  workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
});
afterEach(() => scene.close());

async function write(of: string, texts: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  await scene.app.sync.editDocument(`workshop/${of}/board`, (doc) => {
    const editor = createEditor(openFishbone(doc), 'test');
    const bone = readFishbone(editor.board).fishbone.bones[0]?.id;
    if (bone)
      for (const text of texts) ids.push(addCause(editor, { parent: bone, after: 'end' }, text, null));
  });
  return ids;
}

/** A workshop of the past, with causes. */
async function hold(texts: readonly string[]): Promise<string> {
  scene.clock.nowMs += 1000;
  const id = await scene.app.workshop.createWorkshop(lead, FORM);
  await moveTo(scene.app, lead, id, 'whys');
  await write(id, texts);
  await moveTo(scene.app, lead, id, 'closed');
  return id;
}

/** Does something so many times, and then once more: what the last time is refused with. */
async function beyond(most: number, act: (time: number) => Promise<unknown>): Promise<unknown> {
  for (let time = 0; time < most; time++) await act(time);
  return act(most).then(
    () => 'done',
    ({ code, reason }: { code: string; reason: string }) => [code, reason],
  );
}

test('[WS61] a workshop has so many sessions, cancelled ones not counted', async () => {
  const session = (time: number) => ({
    ...{ workshopId, startsOn: '2026-12-01', startsAt: '09:00', minutes: '60', timeZone: 'Europe/Warsaw' },
    ...{ place: `Room ${time}`, steps: [] },
  });
  const save = (time: number) => scene.app.workshop.saveSession(lead, session(time));
  expect(await beyond(MOST_SESSIONS, save)).toEqual(['conflict', 'prepare.session.tooMany']);
  const { sessions } = await scene.app.workshop.getPreparation(lead, workshopId);
  expect(sessions).toHaveLength(MOST_SESSIONS);
  await scene.app.workshop.removeSession(lead, { workshopId, id: sessions[0]?.id, version: '1' });
  await save(MOST_SESSIONS + 1);
});

test('[WS66] a pack has so many figures', async () => {
  const analyst = await scene.person('Ana', ['analyst']);
  const first = await pinTestInsight(scene.app, analyst);
  const pinned = await scene.app.survey.findInsight(analyst, first);
  const pack = async (time: number) => {
    const figure = { value: time, interval: [time, time], n: 40 };
    const insightId = await scene.app.survey.pinInsight(analyst, {
      waveId: pinned?.waveId,
      question: pinned?.question,
      title: `Waits ${time}`,
      ...figure,
    });
    return scene.app.workshop.packInsight(lead, { workshopId, insightId });
  };
  expect(await beyond(MOST_PACKED, pack)).toEqual(['conflict', 'prepare.pack.full']);
});

test('a cause has so many pieces of evidence', async () => {
  const [causeId] = await write(workshopId, ['Shifts end early']);
  await moveTo(scene.app, lead, workshopId, 'whys');
  const add = (time: number) =>
    scene.app.workshop.addEvidence(lead, { workshopId, causeId, kind: 'note', text: `Seen ${time} times` });
  expect(await beyond(MOST_EVIDENCE, add)).toEqual(['conflict', 'evidence.full']);
});

test('a room writes down so many of each kind, whatever there is of the others', async () => {
  await moveTo(scene.app, lead, workshopId, 'welcome');
  const add = (kind: string) => (time: number) =>
    scene.app.workshop.addEntry(lead, { workshopId, kind, text: `Point ${time}` });
  expect(await beyond(MOST_ENTRIES.definition, add('definition'))).toEqual(['conflict', 'entries.full']);
  await add('parking')(0);
});

test('[WS71] so many guests wait in a lobby', async () => {
  const { workshop } = await scene.app.workshop.getWorkshop(lead, workshopId);
  await scene.app.workshop.setDoor(lead, { workshopId, door: 'lobby' });
  const join = (time: number) =>
    scene.app.workshop.joinAsGuest(
      { code: workshop.joinCode, name: `Guest ${time}`, department: 'Hall', wish: 'take-part' },
      { locale: 'pl', address: `10.0.${Math.floor(time / 200)}.${time % 200}` },
    );
  await join(0);
  const row = await scene.app.database.db.selectFrom('guest').selectAll().executeTakeFirstOrThrow();
  const others = Array.from({ length: MAX_WAITING - 2 }, (_, i) => ({
    ...row,
    id: `g${i}`,
    token_hash: `h${i}`,
  }));
  await scene.app.database.db.insertInto('guest').values(others).execute();
  await join(1);
  await expect(join(2)).rejects.toMatchObject({ code: 'conflict', reason: 'join.lobbyFull' });
  expect(await scene.app.workshop.listWaiting(lead, workshopId)).toHaveLength(MAX_WAITING);
});

test('[WS85] of one text so many workshops are shown, and so many causes of each', async () => {
  const ask = async (text: string): Promise<number[]> =>
    (await scene.app.workshop.findSeenBefore(lead, { workshopId, text })).map(({ causes }) => causes.length);
  const text = 'Za mało szkoleń';
  await hold(['Faktury są nieczytelne', 'Stary system', 'Regulamin jest za długi']);
  await hold(new Array<string>(MOST_SHOWN_CAUSES + 1).fill(text));
  expect(await ask(text)).toEqual([MOST_SHOWN_CAUSES]);
  for (let others = 1; others < MOST_SHOWN_WORKSHOPS; others++) await hold([text]);
  expect(await ask(text)).toHaveLength(MOST_SHOWN_WORKSHOPS);
  await hold([text]);
  expect(await ask(text)).toHaveLength(MOST_SHOWN_WORKSHOPS);
});

test('[WS85] the causes that are most like a text are looked through, so many of them', async () => {
  const shown = async (text: string): Promise<number> =>
    (await scene.app.workshop.findSeenBefore(lead, { workshopId, text })).length;
  // The newest come first among causes that are alike.
  const text = 'Kolejka telefoniczna';
  await hold(['Faktury są nieczytelne', 'Stary system', 'Regulamin jest za długi']);
  await hold([text]);
  await hold(new Array<string>(MOST_SIMILAR - 1).fill(text));
  expect(await shown(text)).toBe(2);
  await hold([text]);
  // The cause of the oldest is left out.
  expect(await shown(text)).toBe(2);
});

test('[WS85] the minutes look through so many causes of a board, and tell of so many', async () => {
  await hold(['Za mało szkoleń']);
  const told = async (): Promise<number> =>
    (await scene.app.workshop.listSeenBefore(lead, workshopId)).length;
  const others = (count: number): string[] => Array.from({ length: count }, (_, i) => `Faktura numer ${i}`);
  await write(workshopId, others(MOST_ASKED - 1));
  await write(workshopId, ['Za mało szkoleń']);
  expect(await told()).toBe(1);
  await write(workshopId, ['Za mało szkoleń']);
  expect(await told()).toBe(1);
  const second = await scene.app.workshop.createWorkshop(lead, FORM);
  await write(second, new Array<string>(MOST_TOLD - 1).fill('Za mało szkoleń'));
  const toldOfSecond = async (): Promise<number> =>
    (await scene.app.workshop.listSeenBefore(lead, second)).length;
  expect(await toldOfSecond()).toBe(MOST_TOLD - 1);
  await write(second, ['Za mało szkoleń', 'Za mało szkoleń']);
  expect(await toldOfSecond()).toBe(MOST_TOLD);
});

test('[WS80] a replay has so many frames', () => {
  const framesOf = (moments: number): number => {
    const timesMs = Array.from({ length: moments }, (_, i) => i);
    return planFrames(
      timesMs,
      [{ fromMs: 0, toMs: null } as Parameters<typeof planFrames>[1][number]],
      MOST_FRAMES,
    ).length;
  };
  for (const moments of [10, MOST_FRAMES - 2, MOST_FRAMES, MOST_FRAMES + 1, 10 * MOST_FRAMES])
    expect(framesOf(moments)).toBeLessThanOrEqual(MOST_FRAMES);
  expect(framesOf(MOST_FRAMES - 2)).toBeGreaterThan(framesOf(MOST_FRAMES + 1));
});

test('[WS80] frames are taken together two by two when their text is longer than the most', () => {
  const frames = (letters: number): FishboneFrame[] => {
    const two: FishboneFrame[] = [1, 2].map((atMs) => ({ atMs, setting: { head: '', headSide: 'right' } }));
    const around = JSON.stringify(two).length;
    return two.map((frame, i) => ({
      ...frame,
      setting: { head: i === 0 ? 'x'.repeat(letters - around) : '', headSide: 'right' },
    }));
  };
  expect(JSON.stringify(frames(MOST_TEXT))).toHaveLength(MOST_TEXT);
  expect([boundFrames(frames(MOST_TEXT)).length, boundFrames(frames(MOST_TEXT + 1)).length]).toEqual([2, 1]);
});
