import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DOMAIN_EVENTS, type DomainEvent, type EventKind } from '#lib/live/domain-event.ts';
import { isAppError } from '#lib/base/errors.ts';
import type { Role } from '#lib/people/permissions.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { audienceOf } from './audience.ts';

const ROLES: readonly Role[] = ['employee', 'mentor', 'director', 'analyst', 'lead', 'admin'];

/** Who may know of an event, beside who may read what it is about: the two are one rule. */
describe.each(ENGINES)('audiences on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let people: PersonActor[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    people = await Promise.all(ROLES.map((role) => scene.person(role, role === 'employee' ? [] : [role])));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const byRole = (role: Role): PersonActor => people[ROLES.indexOf(role)] as PersonActor; // one for each role

  async function hearing(event: DomainEvent, among = people): Promise<string[]> {
    const audience = await audienceOf({ db: scene.app.database.db }, event);
    return among.filter(audience).map(({ name }) => name);
  }

  /** Those whom a command of the page does not refuse. */
  async function reading(read: (person: PersonActor) => Promise<unknown>, among = people): Promise<string[]> {
    const names: string[] = [];
    for (const person of among) {
      try {
        await read(person);
        names.push(person.name);
      } catch (fault) {
        if (!isAppError(fault)) throw fault;
        if (fault.code === 'not-found') names.push(person.name); // asked for nothing that is there, and allowed
      }
    }
    return names;
  }

  test.skipIf(isAbsent)('[LV3] of each kind hears who may read it, role by role', async () => {
    const { app } = scene;
    const reads: Record<
      Exclude<EventKind, 'workshop' | 'notice' | 'pulse' | 'ratings'>,
      (person: PersonActor) => Promise<unknown>
    > = {
      issue: (person) => app.issues.getIssue(person, 'x'),
      project: (person) => app.projects.getProject(person, 'x'),
      round: (person) => app.shifts.getRound(person, 'x'),
      article: (person) => app.shifts.getArticle(person, 'x'),
      programme: (person) => app.shifts.getProgramme(person),
      wave: (person) => app.survey.getWave(person, 'x'),
      survey: (person) => app.survey.listTags(person, 'x'),
      insight: (person) => app.survey.getInsight(person, 'x'),
      area: (person) => app.areas.getArea(person, 'x'),
      goal: (person) => app.goals.getGoal(person, 'x'),
      standard: (person) => app.people.getStandard(person, 'x'),
      series: (person) => app.areas.getSeriesView(person, 'x'),
      person: (person) => app.people.listPeople(person),
      department: (person) => app.people.listPeople(person),
      team: (person) => app.people.getTeam(person),
      organisation: (person) => app.organisation.getWorkCalendar(person),
      template: (person) => scene.app.workshop.listTemplates(person),
      leave: (person) => app.leave.getMyLeaves(person),
      commitment: (person) => app.commitments.getMyCommitments(person),
      rhythm: (person) => app.rhythms.getMyAsks(person),
      decision: (person) => app.decisions.getMyDecisions(person),
      discussion: (person) => app.discussion.getMyQuestions(person),
      outside: (person) => app.outside.listDoors(person),
    };
    for (const [kind, read] of Object.entries(reads)) {
      for (const action of DOMAIN_EVENTS[kind as EventKind]) {
        // keys of the table above
        const isOfRows = kind === 'wave' && ['tag', 'linkColumns'].includes(action);
        const isDiary = action === 'diary' || (kind === 'round' && action === 'story');
        const expected = isDiary ? ['lead'] : await reading(isOfRows ? reads.survey : read);
        const event = { kind, id: 'x', action } as DomainEvent; // of the table of events
        expect([kind, action, await hearing(event)]).toEqual([kind, action, expected]);
      }
    }
    expect(await hearing({ kind: 'person', id: 'x', action: 'add' })).toEqual(['lead', 'admin']);
  });

  test.skipIf(isAbsent)(
    '[LV3] [WS5] of a workshop hear those who are in it, and nobody else whatever their roles',
    async () => {
      const { app } = scene;
      const lead = byRole('lead');
      const [member, helper, stranger] = [byRole('employee'), byRole('mentor'), byRole('analyst')];
      const form = { title: 'T', problem: 'P', goal: 'Know why', template: '5m', language: 'en' };
      const id = await app.workshop.createWorkshop(lead, form);
      const event = { kind: 'workshop', id, action: 'move' } as const;
      const compare = async (): Promise<string[]> => {
        const heard = await hearing(event);
        expect(heard).toEqual(await reading((person) => app.workshop.getWorkshop(person, id)));
        return heard;
      };
      expect(await compare()).toEqual(['lead']);
      const ids = [member.id, helper.id];
      await app.workshop.invitePeople(lead, { workshopId: id, personIds: ids, departmentIds: [] });
      await app.workshop.appointCofacilitator(lead, { workshopId: id, personId: helper.id });
      expect(await compare()).toEqual(['employee', 'mentor', 'lead']);
      await app.workshop.handOver(lead, { workshopId: id, personId: helper.id });
      expect(await compare()).toContain('mentor');
      expect(await hearing(event)).not.toContain(stranger.name);
      expect(await hearing({ kind: 'workshop', id: 'unknown', action: 'move' })).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[LV3] [RH17] of a pulse hear leads and whom it asks', async () => {
    const { app } = scene;
    const asked = people.filter(({ roles }) => !roles.includes('lead'));
    const more = await Promise.all([1, 2, 3].map((n) => scene.person(`More ${n}`)));
    const { pulseId } = await app.rhythms.makeTeamPulse(byRole('lead'), {
      ...{ title: 'P', questions: 'Q', unit: 'week', every: '2', startsOn: '2026-11-02' },
      askedIds: [...asked.slice(1), ...more].map(({ id }) => id),
    });
    const heard = await hearing({ kind: 'pulse', id: pulseId, action: 'change' });
    const readers = await Promise.all(
      people.map(async (person) =>
        (await app.subjects.find(person, [{ kind: 'pulse', id: pulseId }])).size ? person.name : '',
      ),
    );
    expect(heard).toEqual(readers.filter(Boolean));
    expect(heard).not.toContain(asked[0]?.name);
    expect(await hearing({ kind: 'pulse', id: 'unknown', action: 'change' })).toEqual([]);
  });

  test.skipIf(isAbsent)('[LV3] [DE3] of a decision hear those who may see it', async () => {
    const { app } = scene;
    const named = { deciderIds: [byRole('mentor').id], readerIds: [byRole('analyst').id] };
    const make = async (fields: Record<string, string>) =>
      (await app.decisions.makeDecision(byRole('lead'), { question: 'Which?', ...named, ...fields }))
        .decisionId;
    const compare = async (id: string, told = id): Promise<string[]> => {
      const heard = await hearing({ kind: 'decision', id: told, action: 'change' });
      const readers = await Promise.all(
        people.map(async (person) =>
          (await app.subjects.find(person, [{ kind: 'decision', id }])).size ? person.name : '',
        ),
      );
      expect(heard).toEqual(readers.filter((name) => name !== ''));
      return heard;
    };
    expect(await compare(await make({}))).toEqual(['mentor', 'director', 'analyst', 'lead', 'admin']);
    const form = { title: 'T', problem: 'P', goal: 'Know why', template: '5m', language: 'en' };
    const workshopId = await app.workshop.createWorkshop(byRole('lead'), form);
    const id = await make({ kind: 'workshop', subjectId: workshopId });
    expect(await compare(id)).toEqual(['mentor', 'analyst', 'lead']);
    // Beside the workshop: its page is for those who are in it.
    expect(await hearing({ kind: 'decision', id: workshopId, action: 'change' })).toEqual(['lead']);
    const issueId = await app.issues.addIssue(byRole('lead'), { title: 'Queue', description: '' });
    expect(await compare(await make({ kind: 'issue', subjectId: issueId }))).toHaveLength(people.length);
  });

  test.skipIf(isAbsent)('[LV3] [NO1] of an inbox hears its person alone', async () => {
    const { id } = byRole('employee');
    expect(await hearing({ kind: 'notice', id, action: 'add' })).toEqual(['employee']);
  });

  test.skipIf(isAbsent)('[LV3] [SH6] of a diary hear leads and the mentors of that round', async () => {
    const { app } = scene;
    const other = await scene.person('other mentor', ['mentor']);
    const roundId = await app.shifts.planRound(byRole('lead'), {
      title: 'Autumn',
      goal: '',
      mentorIds: [byRole('mentor').id],
      startsOn: '2026-11-09',
      endsOn: '2026-11-10',
      startsAt: '09:00',
      endsAt: '11:00',
      places: 2,
    });
    const heard = await hearing({ kind: 'round', id: roundId, action: 'diary' }, [...people, other]);
    expect(heard).toEqual(['mentor', 'lead']);
  });

  test.skipIf(isAbsent)(
    '[LV3] [SH109] of a story hear leads and, once they are asked, whom it concerns',
    async () => {
      const { db } = scene.app.database;
      const roundId = await scene.app.shifts.planRound(byRole('lead'), {
        ...{ title: 'Autumn', goal: '', mentorIds: [byRole('mentor').id], startsOn: '2026-11-09' },
        ...{ endsOn: '2026-11-10', startsAt: '09:00', endsAt: '11:00', places: 2 },
      });
      const words = {
        id: 'story',
        round_id: roundId,
        title: 'Days',
        text: 'Long',
        made_by: byRole('lead').id,
      };
      await db
        .insertInto('shift_story')
        .values({ ...words, asked_at_ms: null, published_at_ms: null, changed_at_ms: 1 })
        .execute();
      await db
        .insertInto('shift_story_person')
        .values({ story_id: 'story', person_id: byRole('employee').id, reason: 'named' })
        .execute();
      const event = { kind: 'round', id: roundId, action: 'story' } as const;
      expect(await hearing(event)).toEqual(['lead']);
      await db.updateTable('shift_story').set({ asked_at_ms: 1 }).execute();
      expect(await hearing(event)).toEqual(['employee', 'lead']);
    },
  );
});
