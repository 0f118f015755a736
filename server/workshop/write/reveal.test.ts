import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import { addIdea, MAX_IDEAS, readIdeas, removeIdea, writeIdea } from '#lib/workshop/write/draft-doc.ts';
import { listLateChanges } from '../entries/late-change-store.ts';
import { listWriters } from './writer-store.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};

describe.each(ENGINES)('the reveal on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let people: PersonActor[];
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    people = [await scene.person('Ola'), await scene.person('Jan')];
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: people.map(({ id }) => id) });
    await moveTo(scene.app, lead, workshopId, 'write');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const board = () =>
    scene.app.sync.readDocument(
      `workshop/${workshopId}/board`,
      (doc) => readFishbone(openFishbone(doc)).fishbone,
    );
  const shown = async () =>
    [...walkCauses(await board())].map(({ node, bone }) => ({
      id: node.id,
      text: node.text,
      author: node.authorId,
      bone: bone.id,
    }));
  const draft = (person: PersonActor) => `workshop/${workshopId}/draft/${person.id}`;
  const write = async (person: PersonActor, texts: readonly string[], bone: string) =>
    scene.app.sync.editDocument(draft(person), (doc) => {
      for (const [order, text] of texts.entries())
        addIdea(doc, { id: `${person.id}-${text}`, bone, text, order });
    });

  test.skipIf(isAbsent)(
    '[WS21] what was written comes to its bone, under new ids and without an author',
    async () => {
      const bones = (await board()).bones.map(({ id }) => id);
      const [ola, jan] = people;
      if (!ola || !jan) throw new Error('nobody is there');
      await write(ola, ['A', 'B', ' '], bones[0] ?? '');
      await write(jan, ['C', 'D'], bones[1] ?? '');
      await write(jan, ['E'], 'a bone that is gone');
      await scene.app.sync.editDocument(draft(jan), (doc) => removeIdea(doc, `${jan.id}-D`, true));
      expect(await shown()).toEqual([]);
      await moveTo(scene.app, lead, workshopId, 'reveal');
      const causes = await shown();
      expect(causes.map(({ text }) => text).sort()).toEqual(['A', 'B', 'C', 'E']);
      expect(causes.find(({ text }) => text === 'C')?.bone).toBe(bones[1]);
      expect(causes.find(({ text }) => text === 'E')?.bone).toBe(bones[0]);
      expect(causes.every(({ author }) => author === null)).toBe(true);
      for (const { id } of causes) for (const { id: person } of people) expect(id).not.toContain(person);
    },
  );

  test.skipIf(isAbsent)('[WS21] no id tells which causes came from one draft', async () => {
    const bone = (await board()).bones[0]?.id ?? '';
    for (const person of people)
      await write(
        person,
        ['A', 'B', 'C'].map((text) => text + person.name),
        bone,
      );
    await moveTo(scene.app, lead, workshopId, 'reveal');
    const moments = new Set((await shown()).map(({ id }) => id.slice(0, 10)));
    expect(moments.size).toBe(1);
  });

  test.skipIf(isAbsent)('[WS21] a second reveal adds what is new and nothing twice', async () => {
    const [ola] = people;
    if (!ola) throw new Error('nobody is there');
    const bone = (await board()).bones[0]?.id ?? '';
    await write(ola, ['A'], bone);
    await moveTo(scene.app, lead, workshopId, 'reveal');
    await moveTo(scene.app, lead, workshopId, 'write');
    await write(ola, ['B'], bone);
    await scene.app.sync.editDocument(draft(ola), (doc) =>
      writeIdea(doc, `${ola.id}-A`, 'changed after the reveal'),
    );
    await moveTo(scene.app, lead, workshopId, 'group');
    await moveTo(scene.app, lead, workshopId, 'whys');
    expect((await shown()).map(({ text }) => text).sort()).toEqual(['A', 'B']);
  });

  test.skipIf(isAbsent)('[WS21] going back before the reveal shows nothing', async () => {
    const [ola] = people;
    if (!ola) throw new Error('nobody is there');
    await write(ola, ['A'], (await board()).bones[0]?.id ?? '');
    await moveTo(scene.app, lead, workshopId, 'evidence');
    await moveTo(scene.app, lead, workshopId, 'prepare');
    expect(await shown()).toEqual([]);
  });

  test.skipIf(isAbsent)('[WS21] a round that is named says who wrote what', async () => {
    const [ola] = people;
    if (!ola) throw new Error('nobody is there');
    const { workshop } = await scene.app.workshop.getWorkshop(lead, workshopId);
    const step = workshop.programme.find(({ kind }) => kind === 'write');
    await scene.app.workshop.editProgramme(lead, {
      workshopId,
      change: 'edit',
      step: step?.id,
      title: 'Named',
      minutes: 5,
      settings: { isAnonymous: false },
    });
    await write(ola, ['A'], (await board()).bones[0]?.id ?? '');
    await moveTo(scene.app, lead, workshopId, 'reveal');
    expect(await shown()).toMatchObject([{ text: 'A', author: ola.id }]);
  });

  test.skipIf(isAbsent)('[WS22] one person cannot stuff the board', async () => {
    const [ola] = people;
    if (!ola) throw new Error('nobody is there');
    const texts = Array.from({ length: MAX_IDEAS + 20 }, (_, index) => `Cause ${index}`);
    await write(ola, texts, (await board()).bones[0]?.id ?? '');
    await moveTo(scene.app, lead, workshopId, 'reveal');
    expect(await shown()).toHaveLength(MAX_IDEAS);
  });

  test.skipIf(isAbsent)('[WS50] which causes came from one hand is kept, whose hand is not', async () => {
    const bone = (await board()).bones[0]?.id ?? '';
    for (const person of people) await write(person, ['A', 'B'], bone);
    await moveTo(scene.app, lead, workshopId, 'reveal');
    const marks = await listWriters(scene.app.database.db, workshopId);
    const writers = Map.groupBy(marks, ({ writer }) => writer);
    expect([...writers.values()].map((group) => group.length)).toEqual([2, 2]);
    for (const { id } of people) expect(JSON.stringify(marks)).not.toContain(id);
  });

  test.skipIf(isAbsent)('[WS50] who writes again, or too late, in the same step stays one hand', async () => {
    const [ola] = people;
    if (!ola) throw new Error('nobody is there');
    const bone = (await board()).bones[0]?.id ?? '';
    for (const person of people) await write(person, ['A'], bone);
    await moveTo(scene.app, lead, workshopId, 'reveal');
    await moveTo(scene.app, lead, workshopId, 'write');
    await write(ola, ['B'], bone);
    await moveTo(scene.app, lead, workshopId, 'whys');
    const late = { kind: 'add', causeId: 'late', text: 'too late', under: bone };
    await scene.app.workshop.handInLate(ola, { workshopId, changes: JSON.stringify([late]), isSilent: true });
    const [item] = await listLateChanges(scene.app.database.db, workshopId);
    expect(item?.by).toBeNull();
    await scene.app.workshop.reviewLate(lead, { workshopId, itemId: item?.id, verdict: 'accept' });
    const marks = await listWriters(scene.app.database.db, workshopId);
    const hands = Map.groupBy(marks, ({ writer }) => writer);
    expect([...hands.values()].map((group) => group.length).sort()).toEqual([1, 3]);
    expect(
      (await scene.app.workshop.getMinutes(lead, workshopId)).completeness ?? { writers: 2 },
    ).toMatchObject({
      writers: 2,
    });
  });

  test.skipIf(isAbsent)(
    '[WS20] a draft opens for its author alone, and for writing in its step alone',
    async () => {
      const [ola, jan] = people;
      if (!ola || !jan) throw new Error('nobody is there');
      const rights = async () =>
        Promise.all([ola, jan, lead].map((actor) => scene.app.workshop.documentAccess(actor, draft(ola))));
      expect(await rights()).toEqual(['write', 'none', 'none']);
      await scene.app.workshop.holdRoom(lead, { workshopId, hold: 'isPaused', isOn: true });
      expect(await rights()).toEqual(['read', 'none', 'none']);
      await moveTo(scene.app, lead, workshopId, 'reveal');
      expect(await rights()).toEqual(['read', 'none', 'none']);
    },
  );

  test.skipIf(isAbsent)('[WS20] an own draft tells its author what became of it', async () => {
    const [ola] = people;
    if (!ola) throw new Error('nobody is there');
    await write(ola, ['A'], (await board()).bones[0]?.id ?? '');
    await moveTo(scene.app, lead, workshopId, 'reveal');
    const [idea] = await scene.app.sync.readDocument(draft(ola), readIdeas);
    expect(idea?.causeId).toBe((await shown())[0]?.id);
  });
});
