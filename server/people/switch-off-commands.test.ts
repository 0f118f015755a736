import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { AREA_DEPARTURE } from '../areas/departure.ts';
import { GOAL_DEPARTURE } from '../goals/departure.ts';
import { COMMITMENT_DEPARTURE } from '../commitments/departure.ts';
import { DECISION_DEPARTURE } from '../decisions/departure.ts';
import { DISCUSSION_DEPARTURE } from '../discussion/departure.ts';
import { FEED_DEPARTURE } from '../feeds/departure.ts';
import { ISSUE_DEPARTURE } from '../issues/departure.ts';
import { LEAVE_DEPARTURE } from '../leave/departure.ts';
import { NOTIFY_DEPARTURE } from '../notify/departure.ts';
import { ORGANISATION_DEPARTURE } from '../organisation/departure.ts';
import { OUTSIDE_DEPARTURE } from '../outside/departure.ts';
import { PROJECT_DEPARTURE } from '../projects/departure.ts';
import { RHYTHM_DEPARTURE } from '../rhythms/departure.ts';
import { QUESTION_DEPARTURE } from '../shifts/asking/departure.ts';
import { ARTICLE_DEPARTURE } from '../shifts/articles/departure.ts';
import { STORY_DEPARTURE } from '../shifts/stories/departure.ts';
import { PROGRAMME_DEPARTURE } from '../shifts/programme/departure.ts';
import { SHIFT_DEPARTURE } from '../shifts/departure.ts';
import { SURVEY_DEPARTURE } from '../survey/departure.ts';
import { UNDO_DEPARTURE } from '../undo/departure.ts';
import { VIEW_DEPARTURE } from '../views/departure.ts';
import { WORKSHOP_DEPARTURE } from '../workshop/departure.ts';
import { PEOPLE_DEPARTURE } from './departure.ts';
import { STANDARD_DEPARTURE } from './standards/departure.ts';
import { TEAM_DEPARTURE } from './team/departure.ts';

const RULES = [
  PEOPLE_DEPARTURE,
  TEAM_DEPARTURE,
  LEAVE_DEPARTURE,
  SURVEY_DEPARTURE,
  AREA_DEPARTURE,
  GOAL_DEPARTURE,
  STANDARD_DEPARTURE,
  WORKSHOP_DEPARTURE,
  COMMITMENT_DEPARTURE,
  DECISION_DEPARTURE,
  RHYTHM_DEPARTURE,
  DISCUSSION_DEPARTURE,
  FEED_DEPARTURE,
  OUTSIDE_DEPARTURE,
  ISSUE_DEPARTURE,
  PROJECT_DEPARTURE,
  SHIFT_DEPARTURE,
  ARTICLE_DEPARTURE,
  STORY_DEPARTURE,
  PROGRAMME_DEPARTURE,
  QUESTION_DEPARTURE,
  ORGANISATION_DEPARTURE,
  NOTIFY_DEPARTURE,
  UNDO_DEPARTURE,
  VIEW_DEPARTURE,
];

/** Names that a column has when it holds a person. A new one that is called otherwise has a foreign key. */
const PERSON_COLUMN =
  /(^|_)by$|(^|_)by_id$|(person|owner|deputy|director|author|facilitator|participant|voter|rater|actor|signer|mentor)_id$/;

describe.each(ENGINES)('switching somebody off on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  let lead: PersonActor;
  let ola: PersonActor;
  let ewa: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    admin = await scene.person('Admin', ['admin']);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola', ['mentor', 'lead']);
    ewa = await scene.person('Ewa', ['mentor', 'lead']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const switchOff = async (person: PersonActor, successorId = '') => {
    const { person: now } = await scene.app.people.listConsequences(admin, person.id);
    return scene.app.people.changePerson(admin, {
      personId: person.id,
      version: now.version,
      name: person.name,
      roles: [...person.roles],
      isActive: false,
      successorId,
    });
  };
  const propose = (ownerId: string, deputyId: string) =>
    scene.app.projects.proposeProject(lead, {
      title: 'Call back',
      aim: 'Customers reach a person',
      ownerId,
      deputyId,
      budget: '100',
      currency: 'PLN',
      startsOn: '2026-12-01',
      endsOn: '2027-03-31',
    });
  const plan = async (mentorId: string) =>
    scene.app.shifts.planRound(lead, {
      title: 'Winter round',
      goal: '',
      startsOn: '2026-11-09',
      endsOn: '2026-11-10',
      startsAt: '08:00',
      endsAt: '16:00',
      places: '2',
      mentorIds: [mentorId],
    });

  test.skipIf(isAbsent)('[PE14] every column that refers to a person has a rule', async () => {
    const tables = await scene.app.database.db.introspection.getTables();
    const named = tables
      .filter(({ name }) => name !== 'person' && !name.startsWith('login_') && !name.startsWith('kysely_'))
      .flatMap(({ name, columns }) =>
        columns.filter((column) => PERSON_COLUMN.test(column.name)).map((column) => `${name}.${column.name}`),
      );
    const bound = await personKeys(scene, engine);
    const ruled = RULES.flatMap(({ columns }) => Object.keys(columns)).sort();
    expect([...new Set([...named, ...bound])].sort()).toEqual(ruled);
  });

  test.skipIf(isAbsent)('[PE14] what follows is shown before, and carried out', async () => {
    const projectId = await propose(ola.id, lead.id);
    const deputyOf = await propose(lead.id, ola.id);
    const mentored = await plan(ola.id);
    const workshopId = await scene.app.workshop.createWorkshop(ola, {
      title: 'Why do customers wait?',
      problem: 'Customers wait',
      goal: 'Know why',
      template: '5m',
      language: 'en',
    });
    const { consequences } = await scene.app.people.listConsequences(admin, ola.id);
    expect(consequences.map(({ kind, effect, title }) => `${kind} ${effect}: ${title}`).sort()).toEqual([
      'deputy handed-over: Call back',
      'facilitator handed-over: Why do customers wait?',
      'mentor handed-over: Winter round',
      'owner handed-over: Call back',
    ]);
    await expect(switchOff(ola)).rejects.toMatchObject({
      issues: [{ path: 'successorId', message: 'people.successorNeeded' }],
    });
    await expect(switchOff(ola, lead.id)).rejects.toMatchObject({ reason: 'people.successorInvolved' });
    await switchOff(ola, ewa.id);
    expect((await scene.app.projects.getProject(lead, projectId)).project.ownerId).toBe(ewa.id);
    expect((await scene.app.projects.getProject(lead, deputyOf)).project.deputyId).toBe(ewa.id);
    expect((await scene.app.shifts.getRound(lead, mentored)).mentors).toMatchObject([{ id: ewa.id }]);
    expect((await scene.app.workshop.getWorkshop(ewa, workshopId)).workshop.facilitatorId).toBe(ewa.id);
    expect((await scene.app.people.listConsequences(admin, ola.id)).consequences).toEqual([]);
  });

  test.skipIf(isAbsent)('[PE41] whom a leaver led the successor leads, without a circle', async () => {
    const { people } = scene.app;
    const set = (ids: string[], value: string) =>
      people.changePeople(admin, { ids, field: 'manager', value });
    const piotr = await scene.person('Piotr');
    await set([ola.id], lead.id);
    await set([ewa.id, piotr.id], ola.id);
    const { consequences } = await people.listConsequences(admin, ola.id);
    expect(consequences).toMatchObject([
      { kind: 'manager', effect: 'handed-over', title: 'Ewa' },
      { kind: 'manager', effect: 'handed-over', title: 'Piotr' },
    ]);
    await expect(switchOff(ola)).rejects.toMatchObject({ issues: [{ message: 'people.successorNeeded' }] });
    const { person } = await people.listConsequences(admin, ola.id);
    await people.switchOff(admin, { personId: ola.id, version: person.version, successorId: ewa.id });
    const managers = (await people.listPeople(admin)).map(({ name, managerName }) => [name, managerName]);
    expect(Object.fromEntries(managers)).toMatchObject({ Ewa: 'Lena Lead', Piotr: 'Ewa' });
  });

  test.skipIf(isAbsent)('[PE14] shifts to come are freed, those that have begun stay', async () => {
    const id = await plan(ewa.id);
    const { tours } = await scene.app.shifts.getRound(lead, id);
    for (const { id: tourId } of tours) await scene.app.shifts.signUp(ola, { tourId, scopes: ['chat'] });
    scene.clock.nowMs = Date.UTC(2026, 10, 9, 12);
    await switchOff(ola);
    const after = await scene.app.shifts.getRound(lead, id);
    expect(after.tours.map(({ taken, signUps }) => [taken, signUps.length])).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  test.skipIf(isAbsent)(
    '[PE14] [PR79] a hand-over while directors sign leaves their signatures as they are',
    async () => {
      const marketing = await scene.app.people.addDepartment(SYSTEM, {
        name: 'Marketing',
        part: 'marketing',
      });
      const service = await scene.app.people.addDepartment(SYSTEM, {
        name: 'Care',
        part: 'customer-service',
      });
      for (const departmentId of [marketing, service])
        await scene.person('Director', ['director'], departmentId);
      const id = await propose(ola.id, lead.id);
      await scene.app.projects.advanceProject(lead, { projectId: id, version: 1, move: 'submit' });
      const before = (await scene.app.projects.getSigning(lead, id)).contentHash;
      await switchOff(ola, ewa.id);
      const { project } = await scene.app.projects.getProject(lead, id);
      expect([project.state, project.submission]).toEqual(['submitted', 1]);
      expect((await scene.app.projects.getSigning(lead, id)).contentHash).toBe(before);
    },
  );
});

/** Columns with a foreign key to `person`, whatever they are called. */
async function personKeys(scene: TestApp, engine: string): Promise<string[]> {
  const { db } = scene.app.database;
  const keys =
    engine === 'sqlite'
      ? sql<{ place: string }>`select m.name || '.' || f."from" as place
          from sqlite_master m join pragma_foreign_key_list(m.name) f
          where m.type = 'table' and f."table" = 'person'`
      : sql<{ place: string }>`select c.conrelid::regclass::text || '.' || a.attname as place
          from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
          where c.contype = 'f' and c.confrelid = 'person'::regclass`;
  return (await keys.execute(db)).rows.map(({ place }) => place);
}
