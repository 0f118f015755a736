import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTableQuery } from '#lib/base/table-query.ts';
import { ISSUE_TERMS } from '#lib/issues/issue-query.ts';
import { REASON_MAX } from '#lib/issues/triage/triage-forms.ts';
import { migrate } from '#server/database/migrate.ts';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { MOST_REPORTS } from '../report-context.ts';
import { MOST_TRIAGED } from './triage-commands.ts';

const DAY_MS = 24 * 60 * 60_000;

describe.each(ENGINES)('triage on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let id: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena', ['lead']);
    ola = await scene.person('Ola');
    id = await scene.app.issues.addIssue(ola, { title: 'Nobody calls back' });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const decide = (triage: string, more: Record<string, unknown> = {}) =>
    scene.app.issues.triageIssues(lead, { ids: [id], triage, ...more });
  const read = () => scene.app.issues.getIssue(lead, id);
  const told = async ({ id: personId }: PersonActor) => {
    await scene.app.issues.tellOutcomes();
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', personId)
      .orderBy('at_ms')
      .execute();
    scene.clock.nowMs += 1000;
    return rows.map(({ kind }) => kind);
  };

  test.skipIf(isAbsent)(
    '[IS22] what a lead adds is accepted, what others report waits for triage',
    async () => {
      const own = await scene.app.issues.addIssue(lead, { title: 'Long queue' });
      expect((await scene.app.issues.getIssue(lead, own)).triage).toBe('accepted');
      expect((await read()).triage).toBe('new');
      const { issues, waiting } = await scene.app.issues.getIssueList(lead);
      expect([issues.map(({ title }) => title), waiting]).toEqual([['Long queue', 'Nobody calls back'], 1]);
      expect(await scene.app.issues.listForTriage(lead)).toMatchObject({
        issues: [{ id, title: 'Nobody calls back', reporters: ['Ola'] }],
        total: 1,
      });
      await expect(scene.app.issues.listForTriage(ola)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(
        scene.app.issues.triageIssues(ola, { ids: [id], triage: 'accepted' }),
      ).rejects.toMatchObject({
        code: 'forbidden',
      });
    },
  );

  test.skipIf(isAbsent)('[IS22] somebody reports so many issues at once, and then waits', async () => {
    for (let more = 1; more < MOST_REPORTS; more++)
      await scene.app.issues.addIssue(ola, { title: `Report ${more}` });
    await expect(scene.app.issues.addIssue(ola, { title: 'One more' })).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    await scene.app.issues.addIssue(lead, { title: 'Of a lead' });
  });

  test.skipIf(isAbsent)(
    '[IS21] what is not accepted is neither rated nor taken into a project nor done',
    async () => {
      await expect(
        scene.app.issues.rateIssue(ola, { issueId: id, importance: 3, urgency: 3 }),
      ).rejects.toMatchObject({ reason: 'issues.notOpen' });
      const people = { ownerId: lead.id, deputyId: ola.id, issueId: id };
      const project = {
        title: 'P',
        aim: 'A',
        budget: '1',
        currency: 'PLN',
        startsOn: '2027-01-01',
        endsOn: '2027-02-01',
      };
      await expect(scene.app.projects.proposeProject(lead, { ...project, ...people })).rejects.toMatchObject({
        reason: 'issues.notAccepted',
      });
      await expect(
        scene.app.issues.changeIssue(lead, {
          issueId: id,
          version: 1,
          title: 'T',
          description: '',
          state: 'done',
        }),
      ).rejects.toMatchObject({ reason: 'issues.notAccepted' });
      expect(await scene.app.issues.setIssueStates(lead, { ids: [id], state: 'done' })).toMatchObject({
        changed: 0,
        notAccepted: 1,
      });
      expect(await scene.app.issues.countUnrated(lead)).toBe(0);
      expect((await scene.app.issues.getIssueFigures(lead)).open).toBe(0);
      await decide('accepted');
      expect(await scene.app.issues.countUnrated(lead)).toBe(1);
      const { query } = readTableQuery(new URLSearchParams('f.triage=new'), ISSUE_TERMS);
      expect((await scene.app.issues.getIssueList(lead, query)).total).toBe(0);
    },
  );

  test.skipIf(isAbsent)(
    '[IS21] declining needs a reason, snoozing a day ahead, and one press takes it back',
    async () => {
      await expect(decide('declined')).rejects.toMatchObject({ code: 'invalid' });
      const long = 'r'.repeat(REASON_MAX);
      await expect(decide('declined', { reason: 'r'.repeat(REASON_MAX + 1) })).rejects.toMatchObject({
        code: 'invalid',
      });
      await expect(decide('snoozed', { until: '2026-11-02' })).rejects.toMatchObject({
        issues: [{ path: 'until', message: 'issues.triage.untilAhead' }],
      });
      const declined = await decide('declined', { reason: long });
      expect(await scene.app.issues.getTriage(ola, id)).toMatchObject({ triage: 'declined', reason: long });
      await scene.app.undo.takeBack(lead, declined.undoId ?? '');
      expect(await read()).toMatchObject({ triage: 'new', triageReason: null });
      const snoozed = await decide('snoozed', { until: '2026-11-05' });
      await decide('accepted');
      const back = await scene.app.undo.takeBack(lead, snoozed.undoId ?? '');
      expect(back).toEqual({ said: { key: 'issues.many.undone', values: { n: 0, kept: 1 } } });
      expect((await read()).triage).toBe('accepted');
      await scene.app.issues.setIssueStates(lead, { ids: [id], state: 'done' });
      expect(await decide('declined', { reason: 'Too late' })).toEqual({ changed: 0, kept: 1, undoId: null });
    },
  );

  test.skipIf(isAbsent)(
    '[IS23] whoever reported it is told what became of it, and nobody of what was taken back',
    async () => {
      expect(await told(ola)).toEqual([]);
      const { undoId } = await decide('declined', { reason: 'Known' });
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect(await told(ola)).toEqual([]);
      await decide('declined', { reason: 'Known' });
      expect(await told(ola)).toEqual(['reported.declined']);
      await decide('accepted');
      expect(await told(ola)).toEqual(['reported.declined', 'reported.accepted']);
      await scene.app.issues.setIssueStates(lead, { ids: [id], state: 'done' });
      expect((await told(ola)).at(-1)).toBe('reported.done');
      expect(await told(lead)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[IS24] what was snoozed comes back on its day by itself, and who reported it hears of it once',
    async () => {
      await decide('snoozed', { until: '2026-11-05' });
      expect(await told(ola)).toEqual(['reported.snoozed']);
      scene.clock.nowMs += 2 * DAY_MS;
      expect(await scene.app.issues.wakeIssues()).toEqual({ woken: 0 });
      scene.clock.nowMs += DAY_MS;
      expect(await scene.app.issues.wakeIssues()).toEqual({ woken: 1 });
      expect(await scene.app.issues.wakeIssues()).toEqual({ woken: 0 });
      expect(await read()).toMatchObject({ triage: 'new', snoozedUntil: null });
      expect(await told(ola)).toEqual(['reported.snoozed']);
    },
  );

  test.skipIf(isAbsent)('[IS24] the view of triage shows the oldest, and how many wait', async () => {
    await scene.app.database.db
      .insertInto('issue')
      .values(
        Array.from({ length: MOST_TRIAGED }, (_, at) => ({
          ...{ id: `waits-${at}`, number: 100 + at, title: `Waits ${at}`, description: '', state: 'open' },
          ...{
            origin: '{"kind":"manual"}',
            created_by: ola.id,
            created_at_ms: at,
            version: 1,
            triage: 'new',
          },
        })),
      )
      .execute();
    const { issues, total } = await scene.app.issues.listForTriage(lead);
    expect([issues.length, total, issues[0]?.title]).toEqual([MOST_TRIAGED, MOST_TRIAGED + 1, 'Waits 0']);
  });

  test.skipIf(isAbsent)(
    '[IS30] an owner is told, answers for the issue, and hands it on when they leave',
    async () => {
      const iwo = await scene.person('Iwo');
      const given = await scene.app.issues.setIssueOwner(lead, { ids: [id], ownerId: ola.id });
      expect(given).toMatchObject({ changed: 1 });
      expect(await told(ola)).toEqual(['issue.owner']);
      expect((await scene.app.issues.getTriage(lead, id)).owner).toEqual({ id: ola.id, name: 'Ola' });
      await scene.app.undo.takeBack(lead, given.undoId ?? '');
      expect((await read()).ownerId).toBeNull();
      await scene.app.issues.setIssueOwner(lead, { ids: [id], ownerId: ola.id });
      const { version = 0 } =
        (await scene.app.people.listPeople(SYSTEM)).find((one) => one.id === ola.id) ?? {};
      await scene.app.people.switchOff(SYSTEM, { personId: ola.id, version, successorId: iwo.id });
      expect((await read()).ownerId).toBe(iwo.id);
      expect(await told(iwo)).toEqual(['issue.owner']);
      await expect(
        scene.app.issues.setIssueOwner(lead, { ids: [id], ownerId: ola.id }),
      ).rejects.toMatchObject({ issues: [{ path: 'ownerId' }] });
    },
  );

  test.skipIf(isAbsent)(
    '[IS21] issues of before triage count as accepted, and who brought them in as having reported them',
    async () => {
      const { db } = scene.app.database;
      await scene.app.issues.addIssue(lead, { title: 'Of a lead' });
      await db.schema.dropTable('issue_unlike').execute();
      await db.schema.dropTable('issue_reporter').execute();
      for (const index of ['issue_duplicate_of', 'issue_owner']) await db.schema.dropIndex(index).execute();
      for (const column of ['triage', 'triage_reason', 'snoozed_until', 'duplicate_of', 'owner_id'])
        await db.schema.alterTable('issue').dropColumn(column).execute();
      await sql`delete from kysely_migration where name in ('0071-triage', '0072-issue-pairs')`.execute(db);
      await migrate(db, engine);
      expect(await read()).toMatchObject({ triage: 'accepted', state: 'open', ownerId: null });
      expect((await scene.app.issues.getTriage(lead, id)).reporters).toEqual(['Ola']);
    },
  );
});
