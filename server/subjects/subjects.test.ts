import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#lib/base/ids.ts';
import { SUBJECT_KINDS, subjectKey, type SubjectKind } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { pinTestInsight } from '../../tests/test-insight.ts';

describe.each(ENGINES)('subjects on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let employee: PersonActor;
  let ids: Record<SubjectKind, string>;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { app } = scene;
    lead = await scene.person('Lena Lead', ['lead']);
    employee = await scene.person('Ola');
    const insight = await pinTestInsight(app, await scene.person('Ana', ['analyst']));
    const workshop = await app.workshop.createWorkshop(lead, {
      title: 'Waits',
      problem: 'Customers wait',
      goal: 'Know why',
      template: '5m',
      language: 'en',
      insightId: insight,
    });
    const issue = await app.issues.addIssue(lead, { title: 'Queue', description: '' });
    const project = await app.projects.proposeProject(lead, {
      title: 'Shorter queue',
      aim: 'Nobody waits',
      ownerId: lead.id,
      deputyId: employee.id,
      budget: '100',
      currency: 'PLN',
      startsOn: '2027-11-03',
      endsOn: '2027-12-03',
      issueId: issue,
    });
    const round = await app.shifts.planRound(lead, {
      title: 'Autumn',
      goal: 'Listen',
      mentorIds: [lead.id],
      startsOn: '2027-11-03',
      endsOn: '2027-11-04',
      onDaysOff: true,
      startsAt: '09:00',
      endsAt: '12:00',
      places: '2',
    });
    const { decisionId: decision } = await app.decisions.makeDecision(lead, {
      question: 'Which queue?',
      deciderIds: [lead.id],
      kind: 'issue',
      subjectId: issue,
    });
    const finding = newId();
    await app.database.db
      .insertInto('finding')
      .values({
        id: finding,
        round_id: round,
        person_id: lead.id,
        kind: 'bug',
        text: 'No tone\nat all',
        reported_at_ms: 1,
      })
      .execute();
    const others = await Promise.all([1, 2, 3, 4].map((n) => scene.person(`Asked ${n}`)));
    const { pulseId: pulse } = await app.rhythms.makeTeamPulse(lead, {
      ...{ title: 'How we are', questions: 'I know enough', unit: 'week', startsOn: '2026-11-03' },
      askedIds: [lead, ...others].map(({ id }) => id),
    });
    const other = await app.issues.addIssue(lead, { title: 'Menu' });
    const { sessionId: ratings } = await app.issues.makeRatingSession(lead, {
      ...{ title: 'What matters', kind: 'live', issueIds: [other] },
      raterIds: others.map(({ id }) => id),
    });
    const { areaId: area } = await app.areas.addArea(lead, { name: 'Hotline', ownerId: employee.id });
    const { seriesId: series } = await app.areas.addSeries(lead, {
      ...{ areaId: area, name: 'Calls lost', unit: '%', direction: 'down' },
    });
    const { goalId: goal } = await app.goals.setGoal(lead, {
      ...{ title: 'Fewer lost calls', measuredBy: 'words', targetWords: 'None', dueOn: '2027-06-30' },
    });
    const { standardId: standard } = await app.people.addStandard(lead, {
      ...{ title: 'Answers', text: 'Within an hour.', reviewOn: '2027-06-30', ownerId: '' },
    });
    const { articleId: article } = await app.shifts.addArticle(lead, {
      ...{ title: 'Refunds', text: 'Within a day.', scopes: ['chat'], reviewOn: '2027-06-30' },
    });
    const { programmeId: programme } = await app.shifts.saveProgramme(lead, {
      ...{ title: 'On shift', aim: 'To know', rules: 'Be there', authorisation: 'You may' },
    });
    const story = 'story-of-round';
    await app.database.db
      .insertInto('shift_story')
      .values({
        ...{ id: story, round_id: round, title: 'Three days', text: 'We saw it.', made_by: lead.id },
        ...{ asked_at_ms: null, published_at_ms: null, changed_at_ms: 1 },
      })
      .execute();
    ids = {
      article,
      story,
      programme,
      standard,
      goal,
      area,
      series,
      ratings,
      workshop,
      issue,
      project,
      round,
      finding,
      insight,
      person: employee.id,
      decision,
      pulse,
    };
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const seenBy = async (actor: Actor) =>
    [
      ...(
        await scene.app.subjects.find(
          actor,
          SUBJECT_KINDS.map((kind) => ({ kind, id: ids[kind] })),
        )
      ).values(),
    ]
      .map(({ kind, title }) => `${kind}: ${title}`)
      .toSorted();

  test.skipIf(isAbsent)(
    'each domain says what its thing is called, where it is and who answers',
    async () => {
      const { app } = scene;
      expect(await seenBy(lead)).toEqual([
        'area: Hotline',
        'article: Refunds',
        'decision: Which queue?',
        'finding: No tone',
        'goal: Fewer lost calls',
        'insight: Long waits',
        'issue: Queue',
        'person: Ola',
        'programme: On shift',
        'project: Shorter queue',
        'pulse: How we are',
        'ratings: What matters',
        'round: Autumn',
        'series: Calls lost',
        'standard: Answers',
        'story: Three days',
        'workshop: Waits',
      ]);
      const project = await app.subjects.require(lead, { kind: 'project', id: ids.project });
      expect(project).toMatchObject({ href: '/projects/1', ownerId: lead.id, deputyId: employee.id });
      expect(subjectKey(project)).toBe(`project/${ids.project}`);
      const finding = await app.subjects.require(employee, { kind: 'finding', id: ids.finding });
      expect(finding).toMatchObject({
        href: `/shifts/${ids.round}/findings/${ids.finding}`,
        askedId: lead.id,
      });
      // In an open project the issue is asked about there.
      const issue = await app.subjects.require(employee, { kind: 'issue', id: ids.issue });
      expect(issue.askedId).toBe(lead.id);
    },
  );

  test.skipIf(isAbsent)('nobody learns of a thing that they may not open', async () => {
    expect(await seenBy(employee)).toEqual([
      'area: Hotline',
      'article: Refunds',
      'decision: Which queue?',
      'finding: No tone',
      'goal: Fewer lost calls',
      'insight: Long waits',
      'issue: Queue',
      'person: Ola',
      'project: Shorter queue',
      'round: Autumn',
      'series: Calls lost',
    ]);
    expect(await seenBy(await scene.person('Jan'))).not.toContain('person: Ola');
    expect(await seenBy(NOBODY)).toEqual([]);
    const hidden = { kind: 'workshop', id: ids.workshop } as const;
    await expect(scene.app.subjects.require(employee, hidden)).rejects.toThrow('not-found');
    await expect(scene.app.subjects.require(lead, { kind: 'issue', id: 'none' })).rejects.toThrow(
      'not-found',
    );
  });

  test.skipIf(isAbsent)(
    'who may see a thing is known by id, and agrees with what each of them is shown',
    async () => {
      const { app } = scene;
      const jan = await scene.person('Jan');
      const admin = await scene.person('Ada', ['admin']);
      const decide = (fields: Record<string, string>) =>
        app.decisions.makeDecision(lead, { question: 'Who?', deciderIds: [employee.id], ...fields });
      const alone = await decide({});
      const inWorkshop = await decide({ kind: 'workshop', subjectId: ids.workshop });
      for (const id of [ids.decision, alone.decisionId, inWorkshop.decisionId]) {
        const ref = { kind: 'decision', id } as const;
        const readers = await app.subjects.listReaders(ref);
        for (const person of [lead, employee, jan, admin]) {
          const isShown = (await app.subjects.find(person, [ref])).size > 0;
          expect([id, person.name, readers === null || readers.has(person.id)]).toEqual([
            id,
            person.name,
            isShown,
          ]);
        }
      }
      expect(await app.subjects.listReaders({ kind: 'decision', id: 'none' })).toEqual(new Set());
      expect(await app.subjects.listReaders({ kind: 'issue', id: ids.issue })).toBe(null);
    },
  );
});
