import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { FishboneTape } from '#lib/ishikawa/replay/fishbone-frame.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import { addIdea } from '#lib/workshop/write/draft-doc.ts';
import { spanStarts, type Replay } from '#lib/workshop/replay/replay.ts';
import { createDocumentStore } from '#server/sync/store/sql-store.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { moveTo } from '../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};

describe.each(ENGINES)('a replay on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const board = () => `workshop/${workshopId}/board`;
  const write = async (text: string, author: string | null = null): Promise<void> => {
    scene.clock.nowMs += 1000;
    await scene.app.sync.editDocument(board(), (doc) => {
      const editor = createEditor(openFishbone(doc), 'test');
      const bone = readFishbone(editor.board).fishbone.bones[0]?.id;
      if (bone) addCause(editor, { parent: bone, after: 'end' }, text, author);
    });
  };
  const go = async (stage: Parameters<typeof moveTo>[3]): Promise<void> => {
    scene.clock.nowMs += 60_000;
    await moveTo(scene.app, lead, workshopId, stage);
  };
  const replayed = async (actor = lead): Promise<Replay & { text: string }> => {
    const { packed } = await scene.app.workshop.getReplay(actor, workshopId);
    const text = gunzipSync(packed).toString();
    return { ...(JSON.parse(text) as Replay), text };
  };
  const causesAt = (replay: Replay, frame: number): string[] =>
    [...walkCauses(new FishboneTape(replay.frames).fishboneAt(frame))].map(({ node }) => node.text);
  /** What thirty days and more work leave of the log: everything up to `seq` is folded, and erased. */
  const fold = async (upTo: number): Promise<void> => {
    const store = createDocumentStore(scene.app.database);
    const stored = await store.open(board(), 'unused');
    const log = await store.readAfter(board(), stored.epoch, 0);
    const doc = new Y.Doc();
    if (stored.snapshot.length > 0) Y.applyUpdate(doc, stored.snapshot);
    for (const { seq, bytes } of log) if (seq <= upTo) Y.applyUpdate(doc, bytes);
    await store.compact({
      document: board(),
      epoch: stored.epoch,
      upTo,
      snapshot: Y.encodeStateAsUpdate(doc),
      keepSinceMs: Number.MAX_SAFE_INTEGER,
      keepBytes: Infinity,
      writers: [],
      forgetBeforeMs: 0,
    });
  };

  test.skipIf(isAbsent)('[WS80] it refuses whoever may not read the board', async () => {
    await go('whys');
    await expect(scene.app.workshop.getReplay(NOBODY, workshopId)).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    for (const stranger of [await scene.person('Stranger'), await scene.person('Other lead', ['lead'])])
      await expect(scene.app.workshop.getReplay(stranger, workshopId)).rejects.toMatchObject({
        code: 'forbidden',
      });
    const invited = await scene.person('Ola');
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [invited.id] });
    expect((await replayed(invited)).frames.length).toBeGreaterThan(0);
    await moveTo(scene.app, lead, workshopId, 'prepare');
    await expect(scene.app.workshop.getReplay(invited, workshopId)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test.skipIf(isAbsent)(
    '[WS80] [WS82] each step begins with what the room found, and shows what it added',
    async () => {
      await write('From the preparation');
      expect((await replayed()).frames).toEqual([]);
      await go('whys');
      await write('First', lead.id);
      await write('Second', lead.id);
      await go('vote');
      await go('closed');
      const replay = await replayed();
      expect(replay.detail).toEqual({ kind: 'whole' });
      expect(replay.spans.map(({ kind }) => kind)).toEqual(['whys', 'vote', 'closed']);
      expect(replay.spans.map(({ fromMs, toMs }) => toMs && toMs - fromMs)).toEqual([62_000, 60_000, null]);
      const [whys = -1, vote = -1] = spanStarts(replay.frames, replay.spans);
      expect(causesAt(replay, whys)).toEqual(['From the preparation']);
      expect(causesAt(replay, whys + 1)).toEqual(['From the preparation', 'First']);
      expect(causesAt(replay, vote)).toEqual(['From the preparation', 'First', 'Second']);
      expect(replay.text).not.toContain(lead.id);
    },
  );

  test.skipIf(isAbsent)(
    '[WS84] what was written in silence appears at once, and no frame tells whose it is',
    async () => {
      const people = await Promise.all(['Ola', 'Jan'].map((name) => scene.person(name)));
      await scene.app.workshop.invitePeople(lead, { workshopId, personIds: people.map(({ id }) => id) });
      await go('write');
      const bone = await scene.app.sync.readDocument(
        board(),
        (doc) => readFishbone(openFishbone(doc)).fishbone.bones[0]?.id ?? '',
      );
      for (const { id } of people)
        await scene.app.sync.editDocument(`workshop/${workshopId}/draft/${id}`, (doc) => {
          addIdea(doc, { id: `${id}-1`, bone, text: 'Revealed', order: 0 });
          addIdea(doc, { id: `${id}-2`, bone, text: '  ', order: 1 });
        });
      expect((await replayed()).text).not.toContain('Revealed');
      await go('reveal');
      const replay = await replayed();
      const counts = replay.frames.map((_, frame) => causesAt(replay, frame).length);
      expect(new Set(counts)).toEqual(new Set([0, 2]));
      for (const { id } of people) expect(replay.text).not.toContain(id);
      const clients = await scene.app.sync.readDocument(board(), (doc) => [...doc.store.clients.keys()]);
      for (const client of clients) expect(replay.text).not.toContain(String(client));
    },
  );

  test.skipIf(isAbsent)('[WS83] where the log is erased, seals show how each step ended', async () => {
    await go('whys');
    await write('First');
    await write('Second');
    await go('group');
    const folded = (
      await scene.app.database.db
        .selectFrom('document')
        .select('last_seq')
        .where('name', '=', board())
        .executeTakeFirstOrThrow()
    ).last_seq;
    await write('Third');
    await fold(folded);
    const partly = await replayed();
    expect(partly.detail.kind).toBe('from');
    expect(partly.frames.map((_, frame) => causesAt(partly, frame).length)).toEqual([2, 2, 3]);
    expect(spanStarts(partly.frames, partly.spans)).toEqual([0, 1]);
    await fold(folded + 1);
    await go('closed');
    const sealed = await replayed();
    expect(sealed.detail).toEqual({ kind: 'none' });
    expect(sealed.frames.map((_, frame) => causesAt(sealed, frame).length)).toEqual([2, 3, 3]);
  });

  test.skipIf(isAbsent)('[WS81] a long log comes as at most 400 frames', async () => {
    await go('whys');
    for (let i = 0; i < 450; i++) await write(`Cause ${i}`);
    const replay = await replayed();
    expect(replay.frames.length).toBeLessThanOrEqual(400);
    expect(causesAt(replay, replay.frames.length - 1)).toHaveLength(450);
  });
});
