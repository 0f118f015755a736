import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVERY_LINE, MOST_COUNTED, readAuditAddress } from '#lib/audit/audit-query.ts';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { pinTestInsight } from '../../tests/test-insight.ts';
import { LINES_A_PAGE } from './history-commands.ts';

describe.each(ENGINES)('the audit log on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    admin = await scene.person('Ada Admin', ['admin']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const ask = (address: string) => readAuditAddress(new URLSearchParams(address)).asked;
  const actions = async (address: string): Promise<(string | null)[]> =>
    (await scene.app.access.listAudit(admin, ask(address))).lines.map(({ action }) => action);

  test.skipIf(isAbsent)('[AU5] a person is found as who did it, as the subject, and as whom', async () => {
    const { people, workshop } = scene.app;
    const lead = await scene.person('Lena Lead', ['lead']);
    const guest = await scene.person('Żaneta Źdźbło');
    const form = {
      title: 'Waits',
      problem: 'Why?',
      goal: 'Know why',
      template: '5m',
      language: 'en',
      insightId: '',
    };
    const workshopId = await workshop.createWorkshop(lead, form);
    await workshop.invitePeople(lead, { workshopId, personIds: [guest.id] });
    await people.changeProfile(guest, { name: 'Żaneta Nowak', locale: 'pl', theme: 'dark' });
    expect(await actions(`f.person=${lead.id}`)).toEqual([
      'workshop.invite',
      'workshop.create',
      'person.add',
    ]);
    expect(await actions(`f.person=${guest.id}`)).toEqual(['workshop.invite', 'person.add']);
    const [line] = (await scene.app.access.listAudit(admin, ask('q=zaneta zdzblo'))).lines;
    expect(line).toMatchObject({ action: 'workshop.invite', whom: ['Żaneta Źdźbło'] });
    expect(await actions('q=nobody of that name')).toEqual([]);
  });

  test.skipIf(isAbsent)('[AU5] lines are narrowed to what was done, to kinds and to days', async () => {
    const { people } = scene.app;
    scene.clock.nowMs = Date.parse('2027-01-31T23:30:00Z'); // the first of February in Warsaw
    const id = await people.addDepartment(SYSTEM, { name: 'Sales' });
    await people.changeDepartment(SYSTEM, { departmentId: id, version: 1, name: 'Trade', part: 'marketing' });
    expect(await actions('f.kind=department')).toEqual(['department.change', 'department.add']);
    expect(await actions('f.act=rights')).toEqual(['person.add']);
    const zone = scene.app.settings.timeZone;
    const day = Temporal.Instant.fromEpochMilliseconds(scene.clock.nowMs)
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    expect(await actions(`f.days=${day}..${day}`)).toEqual(['department.change', 'department.add']);
    expect(await actions(`f.days=..${day.subtract({ days: 1 })}`)).toEqual(['person.add']);
    expect(await actions(`f.days=${day.add({ days: 1 })}..`)).toEqual([]);
    const [change] = (await scene.app.access.listAudit(admin, ask('f.kind=department'))).lines;
    expect(change?.changes).toEqual([
      { field: 'name', from: 'Sales', to: 'Trade' },
      { field: 'part', from: null, to: 'marketing' },
    ]);
  });

  test.skipIf(isAbsent)('[AU7] what is gone keeps its name in the log, and has no link', async () => {
    const { people } = scene.app;
    const from = await people.addDepartment(SYSTEM, { name: 'Sales' });
    const into = await people.addDepartment(SYSTEM, { name: 'Marketing' });
    await people.closeDepartment(admin, { departmentId: from, intoId: into, version: 1 });
    const [line] = (await scene.app.access.listAudit(admin, ask('q=sales'))).lines;
    expect(line).toMatchObject({
      action: 'department.merge',
      actorName: 'Ada Admin',
      subject: { name: 'Sales', href: null },
      changes: [{ field: 'department', from: 'Sales', to: 'Marketing' }],
      facts: { people: 0 },
    });
    // Their names and values can go, and the line stays.
    const { db } = scene.app.database;
    const whole = await scene.app.access.listAudit(admin);
    await db.updateTable('audit_words').set({ actor_name: '', subject_name: null, details: '{}' }).execute();
    const erased = await scene.app.access.listAudit(admin);
    expect(erased.lines.map(({ id, action }) => [id, action])).toEqual(
      whole.lines.map(({ id, action }) => [id, action]),
    );
    expect(JSON.stringify(erased.lines)).not.toContain('Sales');
  });

  /** As many more lines as are asked for. */
  async function grow(count: number): Promise<void> {
    const { db } = scene.app.database;
    const line = {
      at_ms: 1,
      actor_kind: 'system',
      actor_id: null,
      action: 'wave.publish',
      subject_kind: 'wave',
      subject_id: 'w',
    };
    for (let from = 0; from < count; from += 2000) {
      const lines = Array.from({ length: Math.min(2000, count - from) }, () => line);
      const added = await db.insertInto('audit_entry').values(lines).returning('id').execute();
      const words = { actor_name: '', subject_name: null, details: '{}', folded: 'spring' };
      await db
        .insertInto('audit_words')
        .values(added.map(({ id }) => ({ entry_id: id, ...words })))
        .execute();
    }
  }

  test.skipIf(isAbsent)('[AU5] the log is read page by page, each line once', async () => {
    await grow(LINES_A_PAGE * 2 + 1);
    const seen: number[] = [];
    let before: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof scene.app.access.listAudit>> = await scene.app.access.listAudit(
        admin,
        ask('q=spring'),
        before,
      );
      expect(page.total).toBe(LINES_A_PAGE * 2 + 1);
      seen.push(...page.lines.map(({ id }) => id));
      before = page.earlier;
    } while (before !== null);
    expect(seen.length).toBe(LINES_A_PAGE * 2 + 1);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  });

  test.skipIf(isAbsent)('[AU5] lines are counted up to a bound, and beyond it no further', async () => {
    const total = async () => (await scene.app.access.listAudit(admin, ask('q=spring'))).total;
    await grow(MOST_COUNTED);
    expect(await total()).toBe(MOST_COUNTED);
    await grow(2);
    expect(await total()).toBe(MOST_COUNTED + 1);
  });

  test.skipIf(isAbsent)('[AU8] who sees no rows is not told how many a file held', async () => {
    const analyst = await scene.person('Ana', ['analyst', 'admin']);
    const lead = await scene.person('Lena Lead', ['lead']);
    await pinTestInsight(scene.app, analyst);
    const { id } = await scene.app.database.db.selectFrom('wave').select('id').executeTakeFirstOrThrow();
    const inHistory = async (actor: PersonActor) =>
      (await scene.app.access.getHistory(actor, { kind: 'wave', id })).map(({ facts }) => facts.rows);
    const inLog = async (actor: PersonActor) =>
      (await scene.app.access.listAudit(actor, ask('f.kind=wave'))).lines.map(({ facts }) => facts.rows);
    expect(await inHistory(analyst)).toEqual([expect.any(Number)]);
    expect(await inLog(analyst)).toEqual([expect.any(Number)]);
    expect(await inHistory(lead)).toEqual([undefined]);
    expect(await inLog(admin)).toEqual([undefined]);
  });

  test.skipIf(isAbsent)(
    '[AU6] a file holds every line that fits, and that it was taken out is a line',
    async () => {
      await grow(2500);
      const ids: number[] = [];
      for await (const piece of await scene.app.access.exportAudit(admin, ask('q=spring')))
        ids.push(...piece.map(({ id }) => id));
      expect([ids.length, new Set(ids).size]).toEqual([2500, 2500]);
      const [line] = (await scene.app.access.listAudit(admin, EVERY_LINE)).lines;
      expect(line).toMatchObject({ action: 'audit.export', actorName: 'Ada Admin', facts: { lines: 2500 } });
      const lead = await scene.person('Lena Lead', ['lead']);
      await expect(scene.app.access.exportAudit(lead)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(scene.app.access.listAudit(lead)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );
});
