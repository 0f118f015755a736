import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { programmeMark } from '#lib/workshop/programme/programme.ts';
import { COPIED_PARTS, MOST_TEMPLATES } from '#lib/workshop/templates/own-template.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait',
  goal: 'Know why',
  template: '4s',
  language: 'en',
  programme: '90',
};

describe.each(ENGINES)('copies and templates on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const detailsOf = (id: string, actor: PersonActor = lead) => scene.app.workshop.getWorkshop(actor, id);
  const bonesOf = (id: string) =>
    scene.app.sync.readDocument(
      `workshop/${id}/board`,
      (doc) => readFishbone(openFishbone(doc)).fishbone.bones,
    );
  const copy = (actor: PersonActor, change: object = {}) =>
    scene.app.workshop.copyWorkshop(actor, {
      workshopId,
      title: 'Again',
      problem: 'They still wait',
      goal: 'Know what changed',
      parts: [...COPIED_PARTS],
      ...change,
    });

  /** The original after a full session: with causes, a vote, a session and a parked point. */
  async function runOriginal(): Promise<void> {
    const { workshop, sync } = scene.app;
    await workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
    await workshop.fillSeat(lead, { workshopId, seat: 'it', personId: ola.id });
    await workshop.saveBrief(lead, {
      ...{ workshopId, version: 0, goal: 'Know why', organisationGoal: 'keep' },
      ...{ known: 'It doubled', outOfScope: 'Pay', result: 'Two projects', guests: 'expected' },
    });
    const at = { startsOn: '2026-12-01', startsAt: '09:00', minutes: '90', timeZone: 'UTC' };
    await workshop.saveSession(lead, { workshopId, ...at });
    await sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (bone)
        addCause(createEditor(board, 'test'), { parent: bone.id, after: 'end' }, 'A secret cause', null);
    });
    await moveTo(scene.app, lead, workshopId, 'vote');
    await moveTo(scene.app, lead, workshopId, 'closed');
  }

  test.skipIf(isAbsent)(
    '[WS140] a copy takes what was prepared, and nothing that the room gave',
    async () => {
      await runOriginal();
      const id = await copy(lead);
      const { workshop, members, seats } = await detailsOf(id);
      expect(workshop).toMatchObject({
        title: 'Again',
        problem: 'They still wait',
        goal: 'Know what changed',
        stage: 'prepare',
        insightId: null,
        facilitatorId: lead.id,
        ownerId: lead.id,
        copiedFrom: workshopId,
      });
      const original = (await detailsOf(workshopId)).workshop;
      expect(workshop.programme.map(({ title, minutes }) => [title, minutes])).toEqual(
        original.programme.map(({ title, minutes }) => [title, minutes]),
      );
      expect(
        workshop.programme.every(({ enteredAtMs, spentMs }) => enteredAtMs === null && spentMs === 0),
      ).toBe(true);
      const ids = new Set(original.programme.map((step) => step.id));
      expect(workshop.programme.some((step) => ids.has(step.id))).toBe(false);
      expect(workshop.joinCode).not.toBe(original.joinCode);
      expect([members.map(({ personId }) => personId), seats]).toEqual([
        [ola.id],
        [{ seat: 'it', personId: ola.id }],
      ]);
      expect(members[0]?.enteredAtMs).toBe(null);
      const plan = await scene.app.workshop.getPlan(lead, id);
      expect(plan.brief).toMatchObject({
        goal: 'Know what changed',
        known: 'It doubled',
        guests: 'expected',
      });
      expect(plan.sessions).toEqual([]);
      const bones = await bonesOf(id);
      expect(bones.map(({ name, children }) => [name, children.length])).toEqual(
        (await bonesOf(workshopId)).map(({ name }) => [name, 0]),
      );
      await moveTo(scene.app, lead, id, 'whys');
      expect(JSON.stringify(await scene.app.workshop.getMinutes(lead, id))).not.toContain('secret');
    },
  );

  test.skipIf(isAbsent)('[WS140] what is not chosen begins as in any new workshop', async () => {
    await runOriginal();
    const id = await copy(lead, { parts: [] });
    const { workshop, members, seats } = await detailsOf(id);
    expect([workshop.programme.length, members, seats]).toEqual([9, [], []]);
    expect((await scene.app.workshop.getPlan(lead, id)).brief).toMatchObject({ known: '', version: 0 });
    expect((await bonesOf(id)).length).toBe(4); // of its template
  });

  test.skipIf(isAbsent)('[WS140] somebody who was switched off is not in the copy', async () => {
    await runOriginal();
    const admin = await scene.person('Adam', ['admin']);
    const { version } = (await scene.app.people.listPeople(admin)).find(({ id }) => id === ola.id) ?? {};
    await scene.app.people.switchOff(admin, { personId: ola.id, version, successorId: '' });
    const { members, seats } = await detailsOf(await copy(lead));
    expect([members, seats]).toEqual([[], []]);
  });

  test.skipIf(isAbsent)('[WS141] copies who leads it, and nobody else learns of it', async () => {
    const { workshop } = scene.app;
    const other = await scene.person('Olaf', ['lead', 'admin']);
    await expect(copy(other)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(workshop.getOriginal(other, workshopId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(copy(ola)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(workshop.copyWorkshop(NOBODY, {})).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(workshop.getOriginal(lead, 'gone')).rejects.toMatchObject({ code: 'not-found' });
    await workshop.invitePeople(lead, { workshopId, personIds: [other.id] });
    await expect(copy(other)).rejects.toMatchObject({ code: 'forbidden' });
    await workshop.appointCofacilitator(lead, { workshopId, personId: other.id });
    await workshop.handOver(lead, { workshopId, personId: other.id });
    await expect(copy(lead)).rejects.toMatchObject({ code: 'forbidden' });
    const made = await copy(other);
    expect((await detailsOf(made, other)).workshop).toMatchObject({
      facilitatorId: other.id,
      ownerId: other.id,
    });
    // Who is in the copy and not in the original learns nothing of it.
    await workshop.invitePeople(other, { workshopId: made, personIds: [ola.id] });
    const { workshop: row } = await detailsOf(made, other);
    expect(await workshop.findCopiedFrom(ola, row)).toBe(null);
    expect(await workshop.findCopiedFrom(other, row)).toEqual({
      id: workshopId,
      title: 'Long waits',
    });
  });

  test.skipIf(isAbsent)('[WS142] a workshop begins with the programme that was chosen', async () => {
    const { workshop } = scene.app;
    const minutesOf = async (programme?: string): Promise<number> => {
      const id = await workshop.createWorkshop(lead, { ...FORM, programme });
      return (await detailsOf(id)).workshop.programme.reduce((sum, { minutes }) => sum + minutes, 0);
    };
    expect([await minutesOf('60'), await minutesOf('two-sessions'), await minutesOf('')]).toEqual([
      60, 180, 130,
    ]);
    await expect(minutesOf('gone')).rejects.toMatchObject({ code: 'not-found', reason: 'templates.gone' });
  });

  test.skipIf(isAbsent)('[WS143] another programme takes its place until a step was held', async () => {
    const { workshop, undo } = scene.app;
    const seen = async (): Promise<string> => {
      const { programme, position } = (await detailsOf(workshopId)).workshop;
      return programmeMark(programme, position);
    };
    const before = await seen();
    const { undoId } = await workshop.chooseProgramme(lead, { workshopId, seen: before, programme: '60' });
    expect((await detailsOf(workshopId)).workshop.programme).toHaveLength(8);
    await expect(
      workshop.chooseProgramme(lead, { workshopId, seen: before, programme: '130' }),
    ).rejects.toMatchObject({ code: 'stale' });
    await undo.takeBack(lead, undoId ?? '');
    expect(await seen()).toBe(before);
    await moveTo(scene.app, lead, workshopId, 'whys');
    await moveTo(scene.app, lead, workshopId, 'prepare');
    await expect(
      workshop.chooseProgramme(lead, { workshopId, seen: await seen(), programme: '130' }),
    ).rejects.toMatchObject({ reason: 'programme.begun' });
  });

  const save = (change: object = {}) =>
    scene.app.workshop.saveTemplate(lead, {
      workshopId,
      name: 'Quarterly',
      withBones: 'on',
      withSeats: 'on',
      ...change,
    });

  test.skipIf(isAbsent)(
    '[WS144] a template keeps steps, categories and seats for all who prepare',
    async () => {
      const { workshop } = scene.app;
      await workshop.fillSeat(lead, { workshopId, seat: 'it', personId: ola.id });
      const id = await save();
      const other = await scene.person('Olaf', ['lead']);
      const [template] = await workshop.listTemplates(other);
      expect(template).toMatchObject({
        name: 'Quarterly',
        makerName: 'Lena Lead',
        language: 'en',
        seats: [{ seat: 'it', name: 'Ola' }],
      });
      expect([template?.programme.length, template?.bones.length]).toEqual([9, 4]);
      const made = await workshop.createWorkshop(other, { ...FORM, programme: id });
      const { workshop: row, members, seats } = await detailsOf(made, other);
      expect(row.programme.map(({ minutes }) => minutes)).toEqual([8, 14, 10, 6, 10, 20, 6, 8, 8]);
      expect([members.length, seats.length, (await bonesOf(made)).length]).toEqual([1, 1, 4]);
      await save({ name: 'Steps alone', withBones: undefined, withSeats: undefined });
      expect((await workshop.listTemplates(lead))[1]).toMatchObject({ bones: [], seats: [] });
    },
  );

  test.skipIf(isAbsent)(
    '[WS144] is saved by who leads the workshop, seen by leads, under a name of its own',
    async () => {
      const { workshop } = scene.app;
      const other = await scene.person('Olaf', ['lead']);
      await expect(workshop.saveTemplate(other, { workshopId, name: 'Mine' })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(workshop.listTemplates(ola)).rejects.toMatchObject({ code: 'forbidden' });
      await save();
      for (const name of ['quarterly', ' QUARTERLY ', 'Quàrterly'])
        await expect(save({ name })).rejects.toMatchObject({
          issues: [{ path: 'name', message: 'templates.taken' }],
        });
      const same = await Promise.allSettled([save({ name: 'Twice' }), save({ name: 'Twice' })]);
      expect(same.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    },
  );

  test.skipIf(isAbsent)('[WS145] is renamed and removed by any lead, and comes back as it was', async () => {
    const { workshop, undo } = scene.app;
    await workshop.fillSeat(lead, { workshopId, seat: 'it', personId: ola.id });
    const templateId = await save();
    const other = await scene.person('Olaf', ['lead']);
    await workshop.renameTemplate(other, { templateId, version: 1, name: 'Monthly' });
    await expect(
      workshop.renameTemplate(other, { templateId, version: 1, name: 'Weekly' }),
    ).rejects.toMatchObject({ code: 'stale' });
    const [before] = await workshop.listTemplates(lead);
    const { undoId } = await workshop.removeTemplate(other, templateId);
    expect(await workshop.listTemplates(lead)).toEqual([]);
    await expect(workshop.removeTemplate(other, templateId)).rejects.toMatchObject({ code: 'not-found' });
    await undo.takeBack(other, undoId ?? '');
    expect(await workshop.listTemplates(lead)).toEqual([before]);
    await expect(workshop.removeTemplate(ola, templateId)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[WS144] as many templates as anybody finds one in', async () => {
    const { db } = scene.app.database;
    await save({ name: 'T 0' });
    const row = await db.selectFrom('workshop_template').selectAll().executeTakeFirstOrThrow();
    const rows = Array.from({ length: MOST_TEMPLATES - 2 }, (_, at) => ({
      ...row,
      id: crypto.randomUUID(),
      name: `T ${at + 1}`,
      name_key: `t ${at + 1}`,
    }));
    await db.insertInto('workshop_template').values(rows).execute();
    await save({ name: 'The last' });
    await expect(save({ name: 'One more' })).rejects.toMatchObject({
      reason: 'templates.full',
      values: { limit: MOST_TEMPLATES },
    });
  });

  test.skipIf(isAbsent)(
    '[WS146] [WS147] the programme is scaled as the page showed it, and taken back',
    async () => {
      const { workshop, undo } = scene.app;
      const row = async () => (await detailsOf(workshopId)).workshop;
      const seen = async (): Promise<string> => {
        const { programme, position } = await row();
        return programmeMark(programme, position);
      };
      const before = await seen();
      const total = async () => (await row()).programme.reduce((sum, { minutes }) => sum + minutes, 0);
      await expect(
        workshop.stretchProgramme(ola, { workshopId, seen: before, minutes: 60 }),
      ).rejects.toMatchObject({
        code: 'forbidden',
      });
      const { undoId } = await workshop.stretchProgramme(lead, { workshopId, seen: before, minutes: '60' });
      expect(await total()).toBe(60);
      await expect(
        workshop.stretchProgramme(lead, { workshopId, seen: before, minutes: 120 }),
      ).rejects.toMatchObject({ code: 'stale' });
      // What is no change of the programme stands in nobody's way.
      await workshop.setDoor(lead, { workshopId, door: 'lobby' });
      const scaled = await workshop.stretchProgramme(lead, {
        workshopId,
        seen: await seen(),
        minutes: 120,
        isRounded: 'on',
      });
      expect(await total()).toBe(120);
      expect((await row()).programme.every(({ minutes }) => minutes % 5 === 0)).toBe(true);
      await expect(undo.takeBack(lead, undoId ?? '')).rejects.toMatchObject({
        reason: 'programme.changedSince',
      });
      await undo.takeBack(lead, scaled.undoId ?? '');
      expect(await total()).toBe(60);
      await expect(
        workshop.stretchProgramme(lead, { workshopId, seen: await seen(), minutes: 5 }),
      ).rejects.toMatchObject({
        code: 'invalid',
        issues: [{ path: 'minutes', message: 'programme.scale.out-of-range', values: { least: 27 } }],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[WS152] is not opened without its goal, and once opened never held back',
    async () => {
      const { workshop } = scene.app;
      const id = await workshop.createWorkshop(lead, { ...FORM, goal: '  ' });
      await expect(moveTo(scene.app, lead, id, 'welcome')).rejects.toMatchObject({
        reason: 'programme.noGoal',
      });
      await moveTo(scene.app, lead, id, 'closed');
      await expect(moveTo(scene.app, lead, id, 'whys')).rejects.toMatchObject({ reason: 'programme.noGoal' });
      await moveTo(scene.app, lead, id, 'prepare');
      await workshop.saveBrief(lead, { workshopId: id, version: 0, goal: 'Know why' });
      await moveTo(scene.app, lead, id, 'welcome');
      await workshop.saveBrief(lead, { workshopId: id, version: 1, goal: '' });
      await moveTo(scene.app, lead, id, 'prepare');
      await moveTo(scene.app, lead, id, 'whys');
      expect((await detailsOf(id)).workshop.stage).toBe('whys');
    },
  );
});
