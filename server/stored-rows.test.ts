import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, type PersonActor, type TestApp } from '../tests/test-app.ts';
import { ENGINES } from '../tests/test-database.ts';
import { pinTestInsight } from '../tests/test-insight.ts';
import type { Queries } from './database/engine.ts';
import { StoredTables } from './survey/published/stored-tables.ts';
import { readJson } from './database/stored.ts';
import { listLateChanges } from './workshop/entries/late-change-store.ts';

const WORKSHOP = {
  title: 'Long waits',
  problem: 'Customers wait',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
const PROJECT = {
  title: 'Shorter queue',
  aim: 'Nobody waits',
  budget: '100',
  currency: 'PLN',
  startsOn: '2026-11-03',
  endsOn: '2026-12-03',
};
const ROUND = {
  title: 'Phones',
  goal: 'Hear them',
  startsOn: '2026-11-03',
  endsOn: '2026-11-03',
  startsAt: '08:00',
  endsAt: '12:00',
  places: '3',
};

describe.each(ENGINES)('rows of before and broken rows, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let db: Queries;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena', ['lead', 'analyst', 'admin']);
    ({ db } = scene.app.database);
  });
  afterEach(() => scene?.close());

  /** Refused by name, and without what the row holds. */
  async function expectFault(read: () => Promise<unknown>, column: string, row: string): Promise<void> {
    const fault = await read().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(fault).toMatchObject({ name: 'StoredError', column, row });
    expect(String(fault)).not.toContain('Anna');
  }

  test.skipIf(isAbsent)('[DB8] of a workshop', async () => {
    const { workshop } = scene.app;
    const id = await workshop.createWorkshop(lead, WORKSHOP);
    const read = () => workshop.listWorkshops(lead);
    const { programme } = (await workshop.getAccess(lead, id)).workshop;
    await db.updateTable('workshop').set({ room_state: '{}' }).execute();
    expect((await read())[0]?.room).toMatchObject({ door: 'open', defining: 'collect', pulse: null });
    await db.updateTable('workshop').set({ stage: 'Anna' }).execute();
    await expectFault(read, 'workshop.stage', id);
    await db.updateTable('workshop').set({ stage: 'prepare', programme: '[{"title":"Anna"}]' }).execute();
    await expectFault(read, 'workshop.programme', id);
    await db
      .updateTable('workshop')
      .set({ programme: JSON.stringify(programme), room_state: '{"pulse":"Anna' })
      .execute();
    await expectFault(read, 'workshop.room_state', id);
  });

  test.skipIf(isAbsent)('[DB8] of the tray of late changes', async () => {
    const workshopId = await scene.app.workshop.createWorkshop(lead, WORKSHOP);
    const kept = { kind: 'add', causeId: 'c1', text: 'Queue', under: 'b1' };
    const row = { workshop_id: workshopId, by_id: null, by_name: '', at_ms: 1 };
    // Once every kind had every field, empty where it meant nothing.
    const change = JSON.stringify({ ...kept, was: '' });
    await db
      .insertInto('workshop_late_change')
      .values({ id: 'late', change, ...row })
      .execute();
    expect(await listLateChanges(db, workshopId)).toEqual([{ ...kept, id: 'late', by: null }]);
    await db.updateTable('workshop_late_change').set({ change: '{"kind":"add","text":"Anna"}' }).execute();
    await expectFault(() => listLateChanges(db, workshopId), 'workshop_late_change.change', 'late');
  });

  test.skipIf(isAbsent)('[DB8] of a survey', async () => {
    const { survey } = scene.app;
    const insightId = await pinTestInsight(scene.app, lead);
    const { waveId, ...pinned } = (await survey.getInsight(lead, insightId)).insight;
    await db.updateTable('insight').set({ evidence: '{}' }).execute();
    expect((await survey.listInsights(lead))[0]?.evidence).toEqual({ quotes: [] });
    await db.updateTable('insight').set({ question: '{"kind":"Anna"}' }).execute();
    await expectFault(() => survey.listInsights(lead), 'insight.question', insightId);
    await db
      .updateTable('insight')
      .set({ question: JSON.stringify(pinned.question) })
      .execute();
    await db.updateTable('wave').set({ columns: '[{"name":"Anna"}]' }).execute();
    await expectFault(() => survey.listWaves(lead), 'wave.columns', waveId);
  });

  test.skipIf(isAbsent)('[DB8] of an issue', async () => {
    const { issues } = scene.app;
    const id = await issues.addIssue(lead, { title: 'Queue', description: '' });
    const origin = { kind: 'cause', workshopId: 'w', workshopTitle: 'W', causeId: 'c', path: ['Anna'] };
    await db
      .updateTable('issue')
      .set({ origin: JSON.stringify(origin) })
      .execute();
    expect((await issues.getIssue(lead, id)).origin).toEqual(origin);
    await db.updateTable('issue').set({ origin: '{"kind":"cause","path":"Anna"}' }).execute();
    await expectFault(() => issues.getIssueList(lead), 'issue.origin', id);
    await db.updateTable('issue').set({ origin: '{"kind":"manual"}', state: 'Anna' }).execute();
    await expectFault(() => issues.getIssue(lead, id), 'issue.state', id);
  });

  test.skipIf(isAbsent)('[DB8] of a project', async () => {
    const deputy = await scene.person('Ola');
    const people = { ownerId: lead.id, deputyId: deputy.id };
    const id = await scene.app.projects.proposeProject(lead, { ...PROJECT, ...people });
    const read = () => scene.app.projects.listProjects(lead);
    // An amount of money in a currency that nobody knows is no amount in zlotys.
    await db.updateTable('project').set({ currency: 'Anna' }).execute();
    await expectFault(read, 'project.currency', id);
    await db.updateTable('project').set({ currency: 'PLN', state: 'Anna' }).execute();
    await expectFault(read, 'project.state', id);
  });

  test.skipIf(isAbsent)('[DB8] of a shift', async () => {
    const { shifts } = scene.app;
    const mentor = await scene.person('Ola', ['mentor']);
    const roundId = await shifts.planRound(lead, { ...ROUND, mentorIds: [mentor.id] });
    const tourId = (await shifts.getRound(lead, roundId)).tours[0]?.id ?? '';
    await shifts.signUp(lead, { tourId, scopes: ['phone'] });
    await db.updateTable('shift_signup').set({ scopes: '["phone","Anna"]' }).execute();
    const row = `${tourId}/${lead.id}`;
    await expectFault(() => shifts.listMyShifts(lead), 'shift_signup.scopes', row);
    await expectFault(() => shifts.getRound(lead, roundId), 'shift_signup.scopes', row);
    await db.updateTable('shift_signup').set({ scopes: '["phone"]' }).execute();
    await db
      .insertInto('shift_waiting')
      .values({
        shift_id: tourId,
        person_id: mentor.id,
        number: 1,
        scopes: '["Anna"]',
        offered_until_ms: null,
      })
      .execute();
    const waits = `${tourId}/${mentor.id}`;
    await expectFault(() => shifts.getRound(lead, roundId), 'shift_waiting.scopes', waits);
    await db.deleteFrom('shift_waiting').execute();
    await db.updateTable('shift').set({ scopes: '["Anna"]' }).execute();
    await expectFault(() => shifts.getRound(lead, roundId), 'shift.scopes', tourId);
  });

  test.skipIf(isAbsent)('[DB8] of a person', async () => {
    await db.updateTable('person_role').set({ role: 'Anna' }).where('role', '=', 'analyst').execute();
    await expectFault(() => scene.app.people.listPeople(lead), 'person_role.role', lead.id);
  });
});

describe('[DB8] published tables', () => {
  const measure = { column: 'Q1', label: 'Question', kind: 'nps' };
  const tables = { segments: [], figureThreshold: 5, isWeighted: false };
  const read = (cells: unknown) =>
    readJson(
      StoredTables,
      JSON.stringify({ ...tables, measures: [{ ...measure, cells }] }),
      'publication.tables',
      'w1',
    );
  const figure = { value: 12.5, interval: [8, 17], n: 40 };

  test('of before words were published have none', () => {
    expect(read(['hidden', figure, 'empty'])).toEqual({
      ...tables,
      measures: [{ ...measure, cells: ['hidden', figure, 'empty'] }],
      words: [],
      wordThreshold: 10,
    });
  });

  test.each([
    ['another word', ['shown']],
    ['a figure without its n', [{ value: 1, interval: [0, 2] }]],
    ['a value that is no number', [{ ...figure, value: null }]],
    ['an interval with one end', [{ ...figure, interval: [8] }]],
    ['no list', 'hidden'],
  ])('are refused for %s', (_case, cells) => {
    expect(() => read(cells)).toThrow(/^publication.tables of row w1 cannot be read: measures\.0\.cells/);
  });
});
