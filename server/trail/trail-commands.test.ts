import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import type { TrailForm } from '#lib/trail/trail-form.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { pinTestInsight } from '../../tests/test-insight.ts';
import { moveTo } from '../../tests/workshop-steps.ts';
import { MOST_AUDIT_LINES } from '../access/history-commands.ts';

describe.each(ENGINES)('the trail on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let of: Record<TrailForm['kind'], string>;

  /** A wave, an insight of it, a workshop about that, an issue from its board, and a project. */
  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { app } = scene;
    lead = await scene.person('Lena Lead', ['lead']);
    const insightId = await pinTestInsight(app, await scene.person('Ana', ['analyst']));
    const form = {
      title: 'Waits',
      problem: 'Customers wait',
      goal: 'Know why',
      template: '5m',
      language: 'en',
      insightId,
    };
    const workshopId = await app.workshop.createWorkshop(lead, form);
    await moveTo(app, lead, workshopId, 'vote');
    let causeId = '';
    await app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      causeId = addCause(createEditor(board, 'test'), { parent: bone.id, after: 'end' }, 'Queue', null);
    });
    const { seriesId } = await app.areas.addSeries(lead, {
      name: 'Calls lost',
      unit: '%',
      direction: 'down',
    });
    await app.areas.enterPoint(lead, { seriesId, day: '2026-10-30', value: '9,5' });
    await app.areas.makeIssueOfSeries(lead, { seriesId, title: 'Too many calls are lost' });
    await app.issues.sendCauses(lead, { workshopId, causeIds: [causeId] });
    const issue = (await app.issues.listIssues(lead)).find(({ title }) => title === 'Queue');
    if (!issue) throw new Error('no issue');
    const projectId = await app.projects.proposeProject(lead, {
      title: 'Shorter queue',
      aim: 'Nobody waits',
      ownerId: lead.id,
      deputyId: (await scene.person('Ola')).id,
      budget: '100',
      currency: 'PLN',
      startsOn: '2027-11-03',
      endsOn: '2027-12-03',
      issueId: issue.id,
    });
    // A draft is for its people alone.
    await app.database.db
      .updateTable('project')
      .set({ state: 'running' })
      .where('id', '=', projectId)
      .execute();
    const { insight } = await app.survey.getInsight(lead, insightId);
    const { goalId } = await app.goals.setGoal(lead, {
      ...{ title: 'Fewer lost calls', measuredBy: `series ${seriesId}`, target: '5', dueOn: '2027-06-30' },
    });
    of = {
      goal: goalId,
      wave: insight.waveId,
      insight: insightId,
      series: seriesId,
      workshop: workshopId,
      issue: issue.id,
      project: projectId,
    };
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const trailOf = async (actor: Actor, kind: TrailForm['kind']): Promise<string> => {
    const nodes = await scene.app.trail.getTrail(actor, { kind, id: of[kind] });
    return nodes
      .map((node) => {
        if (node.state !== 'present') return `${node.state} ${node.step}`;
        return node.isCurrent ? node.step.toUpperCase() : node.step;
      })
      .join(', ');
  };

  test.skipIf(isAbsent)(
    '[TR1] leads from the responses to the project, from whichever one looks',
    async () => {
      for (const [kind, step] of [
        ['wave', 'responses'],
        ['insight', 'insight'],
        ['workshop', 'meeting'],
        ['issue', 'issue'],
        ['project', 'project'],
      ] as const) {
        const whole = 'responses, insight, meeting, cause, issue, project, missing effect';
        expect(await trailOf(lead, kind)).toBe(whole.replace(step, step.toUpperCase()));
      }
      const nodes = await scene.app.trail.getTrail(lead, { kind: 'issue', id: of.issue });
      expect(nodes.map((node) => node.state === 'present' && node.thing)).toMatchObject([
        { n: 1, href: `/survey/${of.wave}` },
        { href: `/survey/insights/${of.insight}` },
        { title: 'Waits', href: `/workshop/${of.workshop}` },
        { text: 'Queue', path: ['People'], href: `/workshop/${of.workshop}/board` },
        { number: 2, href: '/issues/2' },
        { number: 1, href: '/projects/1', owner: 'Lena Lead' },
        false,
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[TR3] shows each step by the rights of its domain, and that there is more',
    async () => {
      const director = await scene.person('Maria', ['director']);
      const analyst = await scene.person('Adam', ['analyst']);
      const employee = await scene.person('Ewa');
      const outside = 'responses, insight, hidden meeting, cause, ISSUE, project, missing effect';
      expect(await trailOf(director, 'issue')).toBe(outside);
      expect(await trailOf(analyst, 'issue')).toBe(outside);
      expect(await trailOf(employee, 'issue')).toBe(outside.replace('responses', 'hidden responses'));
      const text = JSON.stringify(
        await scene.app.trail.getTrail(employee, { kind: 'project', id: of.project }),
      );
      expect(text).not.toContain(of.workshop + '/board');
      expect(text).not.toContain('Autumn');
      await scene.app.workshop.invitePeople(lead, {
        workshopId: of.workshop,
        personIds: [employee.id],
        departmentIds: [],
      });
      expect(await trailOf(employee, 'workshop')).toBe(
        'hidden responses, insight, MEETING, cause, issue, project, missing effect',
      );
    },
  );

  test.skipIf(isAbsent)('[TR3] refuses whoever may not open the thing itself', async () => {
    const guest: Actor = {
      kind: 'guest',
      id: 'guest',
      name: 'Gość',
      workshopId: of.workshop,
    } as Extract<Actor, { kind: 'guest' }>;
    const employee = await scene.person('Ewa');
    for (const kind of ['wave', 'insight', 'workshop', 'issue', 'project'] as const) {
      await expect(trailOf(NOBODY, kind)).rejects.toMatchObject({ code: 'not-signed-in' });
      await expect(trailOf(guest, kind)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(scene.app.trail.getTrail(lead, { kind, id: 'gone' })).rejects.toMatchObject({
        code: 'not-found',
      });
    }
    for (const kind of ['wave', 'workshop'] as const)
      await expect(trailOf(employee, kind)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[TR3] leaves out workshops of others that are still prepared', async () => {
    const other = await scene.person('Olek', ['lead']);
    const form = {
      title: 'A draft',
      problem: 'Customers wait',
      goal: 'Know why',
      template: '5m',
      language: 'en',
    };
    const insightId = await pinTestInsight(scene.app, await scene.person('Ala', ['analyst']));
    await scene.app.workshop.createWorkshop(lead, { ...form, insightId });
    const steps = async (actor: Actor) =>
      (await scene.app.trail.getTrail(actor, { kind: 'insight', id: insightId })).map(
        ({ step, state }) => `${state} ${step}`,
      );
    expect(await steps(other)).toContain('missing meeting');
    expect(await steps(lead)).toContain('present meeting');
  });

  test.skipIf(isAbsent)(
    '[AU2] whoever sees an issue or a project reads what changed, from what to what',
    async () => {
      const { access, issues, projects } = scene.app;
      const employee = await scene.person('Ewa');
      const { version } = await issues.getIssue(lead, of.issue);
      const change = { issueId: of.issue, version, title: 'The queue', description: 'New', state: 'project' };
      await issues.changeIssue(lead, change);
      const { project } = await projects.getProject(lead, of.project);
      await projects.advanceProject(lead, {
        projectId: of.project,
        version: project.version,
        move: 'stop',
        reason: 'No money',
      });
      const told = async (kind: 'issue' | 'project') =>
        (await access.getHistory(employee, { kind, id: of[kind] })).map(({ actorName, action, changes }) => [
          actorName,
          action,
          changes.map(({ field, from, to }) => `${field}: ${from} > ${to}`).join(', '),
        ]);
      expect(await told('issue')).toEqual([
        ['Lena Lead', 'issue.change', 'state: project > open'],
        ['Lena Lead', 'issue.change', 'title: Queue > The queue, description: null > null'],
        ['Lena Lead', 'issue.change', 'state: open > project'],
        ['Lena Lead', 'issue.add', ''],
      ]);
      expect(await told('project')).toEqual([
        ['Lena Lead', 'project.stop', 'state: running > stopped'],
        ['Lena Lead', 'project.propose', ''],
      ]);
      await expect(access.getHistory(NOBODY, { kind: 'issue', id: of.issue })).rejects.toMatchObject({
        code: 'not-signed-in',
      });
      await expect(access.listAudit(lead)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)(
    '[AU2] waves and workshops have a history too, without who opened answers',
    async () => {
      const { access, survey } = scene.app;
      const analyst = await scene.person('Ania', ['analyst']);
      await survey.openWaveFile(analyst, of.wave);
      const actionsOf = async (kind: 'wave' | 'workshop') =>
        (await access.getHistory(lead, { kind, id: of[kind] })).map(({ action }) => action);
      expect(await actionsOf('wave')).toEqual(['wave.import']);
      expect(await actionsOf('workshop')).toContain('workshop.create');
      const stranger = await scene.person('Ola Outside');
      await expect(access.getHistory(stranger, { kind: 'workshop', id: of.workshop })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(access.getHistory(stranger, { kind: 'wave', id: of.wave })).rejects.toMatchObject({
        code: 'forbidden',
      });
    },
  );

  test.skipIf(isAbsent)('[AU2] of a long history the newest lines are read', async () => {
    const { db } = scene.app.database;
    const pattern = await db.selectFrom('audit_entry').selectAll().executeTakeFirstOrThrow();
    const add = async (count: number): Promise<void> => {
      for (let from = 0; from < count; from += 250) {
        const rows = Array.from({ length: Math.min(250, count - from) }, () => {
          const { id: _id, ...line } = pattern;
          return { ...line, subject_kind: 'issue', subject_id: of.issue, action: 'issue.change' };
        });
        const added = await db.insertInto('audit_entry').values(rows).returning('id').execute();
        const words = added.map(({ id }) => ({
          entry_id: id,
          actor_name: 'Lena Lead',
          details: '{}',
          folded: '',
        }));
        await db.insertInto('audit_words').values(words).execute();
      }
    };
    const lines = async (): Promise<number> =>
      (await scene.app.access.getHistory(lead, { kind: 'issue', id: of.issue })).length;
    await add(MOST_AUDIT_LINES - (await lines()));
    expect(await lines()).toBe(MOST_AUDIT_LINES);
    await add(1);
    expect([await lines(), MOST_AUDIT_LINES + 1 > (await lines())]).toEqual([MOST_AUDIT_LINES, true]);
  });

  test.skipIf(isAbsent)('[AU4] the log names issues and people, and no workshop', async () => {
    const admin = await scene.person('Adam', ['admin']);
    const { lines } = await scene.app.access.listAudit(admin);
    const named = (kind: string) => lines.find(({ subject }) => subject.kind === kind)?.subject;
    expect(named('issue')).toMatchObject({ name: 'Queue', href: `/issues/${of.issue}` });
    expect(named('wave')?.href ?? null).toBe(null);
    expect(lines.filter(({ subject }) => subject.kind === 'workshop' && subject.name !== null)).toEqual([]);
  });
});
