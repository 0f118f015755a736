import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { OpenWave } from '#lib/survey/dashboard/open-wave.ts';
import { measureEffect, pooledFigure } from '#lib/survey/effect/measure-effect.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { uploadTable } from '../../../tests/upload-table.ts';

const CHANNELS = ['phone', 'chat', 'e-mail', 'shop'];
const ASKED = { column: 'Waiting', label: 'Waiting', kind: 'mean' } as const;

/** 400 people, a quarter a channel; the phone is as much better as `lift` says. */
function answers(seed: number, lift: number): SurveyTable {
  const random = seededRandom(seed);
  const channel = Array.from({ length: 400 }, (_, row) => CHANNELS[row % 4] ?? '');
  const waiting = channel.map((name) => {
    const score = 1 + Math.floor(random() * 4) + (name === 'phone' && random() < lift ? 1 : 0);
    return String(score);
  });
  return {
    rowCount: 400,
    decimal: '.',
    columns: [
      columnOf(channel, { index: 0, name: 'Channel', label: 'Channel', role: 'category' }),
      columnOf(waiting, {
        ...{ index: 1, name: 'Waiting', label: 'Waiting', role: 'rating', scale: { min: 1, max: 5 } },
      }),
    ],
  };
}

describe.each(ENGINES)('effects of projects on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let analyst: PersonActor;
  let lead: PersonActor;
  let projectId: string;
  let waves: { id: string; name: string; fieldedOn: string; version: number; table: SurveyTable }[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    analyst = await scene.person('Ada', ['analyst']);
    lead = await scene.person('Lena', ['lead']);
    waves = [];
    for (const [name, fieldedOn, seed, lift] of [
      ['Spring', '2026-03-02', 1, 0],
      ['Autumn', '2026-09-07', 2, 0.9],
    ] as const) {
      const table = answers(seed, lift);
      const id = await uploadTable(scene.app, analyst, table, { waveName: name, fieldedOn });
      waves.push({ id, name, fieldedOn, version: 1, table });
    }
    const deputy = await scene.person('Dan');
    projectId = await scene.app.projects.proposeProject(lead, {
      ...{ title: 'Call back in an hour', aim: 'Nobody waits', ownerId: lead.id, deputyId: deputy.id },
      ...{ budget: '1000', currency: 'PLN', startsOn: '2026-12-01', endsOn: '2027-03-01' },
    });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** As both directors approved it: with a figure as its baseline, and the phone as what it touches. */
  async function approve(): Promise<void> {
    const insightId = await scene.app.survey.pinInsight(analyst, {
      ...{ waveId: waves[0]?.id, question: { ...ASKED, segment: null, weight: null } },
      ...{ title: 'Waits', value: 2.5, interval: [2.4, 2.6], n: 400 },
    });
    const baseline = {
      ...{ insightId, title: 'Waits', survey: 'Customers', wave: 'Spring', label: 'Waiting', kind: 'mean' },
      ...{ value: 2.5, interval: [2.4, 2.6] as [number, number], n: 400 },
    };
    const segments = [{ column: 'Channel', value: 'phone' }];
    const benefit = {
      kind: 'metric' as const,
      text: 'Less waiting',
      baseline,
      target: '3',
      wave: 'Autumn',
      segments,
    };
    const content = {
      ...{
        title: 'Call back in an hour',
        aim: '',
        ownerId: lead.id,
        deputyId: lead.id,
        budgetMinor: 100_000,
      },
      ...{ currency: 'PLN', startsOn: '2026-12-01', endsOn: '2027-03-01', sponsorId: null },
      charter: { ...EMPTY_CHARTER, benefit },
    };
    const { db } = scene.app.database;
    await db.updateTable('project').set({ state: 'running' }).where('id', '=', projectId).execute();
    await db
      .insertInto('project_version')
      .values({ project_id: projectId, submission: 1, content: JSON.stringify(content), approved_at_ms: 1 })
      .execute();
  }

  /** What the page computes and sends. */
  function compute() {
    const known = waves.map(({ table, ...wave }) => {
      const counts = new OpenWave(table).segmentCounts({
        ...ASKED,
        by: 'Channel',
        touched: ['phone'],
        besides: [],
      });
      if (!counts) throw new Error('the wave has these columns');
      return { wave, counts };
    });
    const effect = measureEffect(
      known.map(({ counts }) => counts),
      { before: 0, after: 1, promised: 0.5 },
      seededRandom(1),
    );
    if (!effect) throw new Error('both waves have a phone');
    const content = {
      ...{
        survey: 'Customers',
        kind: 'mean',
        label: 'Waiting',
        before: known[0]?.wave,
        after: known[1]?.wave,
      },
      ...{ by: 'Channel', touched: ['phone'], untouched: ['chat', 'e-mail', 'shop'], ...effect },
      ...{ whole: null, series: [], promised: 0.5, seed: 1, samples: 2000 },
    };
    const groups = known.flatMap(({ wave, counts }) =>
      [counts.touched, counts.untouched].map((side) => ({
        waveId: wave.id,
        question: {
          ...{ ...ASKED, segment: null, weight: null },
          filters: [{ column: 'Channel', values: side.map(({ name }) => name) }],
        },
        ...pooledFigure(side),
      })),
    );
    return { content, groups };
  }
  const measure = (effect: unknown, by = analyst) =>
    scene.app.projects.measureProject(by, { projectId, effect: JSON.stringify(effect) });

  test.skipIf(isAbsent)('only whoever sees responses measures', async () => {
    const { projects } = scene.app;
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [lead, 'forbidden'],
    ] as const) {
      await expect(projects.measureProject(actor, {})).rejects.toMatchObject({ code });
      await expect(projects.getEffectDesk(actor, projectId)).rejects.toMatchObject({ code });
    }
    await expect(projects.findEffect(NOBODY, projectId)).rejects.toMatchObject({ code: 'not-signed-in' });
    // A draft is for those inside: an analyst does not learn that it is there.
    await expect(projects.getEffectDesk(analyst, projectId)).rejects.toMatchObject({ code: 'not-found' });
  });

  test.skipIf(isAbsent)(
    '[PR85] [PR86] [PR87] an effect is kept as it was measured, with its verdict',
    async () => {
      await approve();
      const measured = compute();
      expect(measured.content.verdict).toBe('improved');
      await measure(measured);
      const { projects, issues } = scene.app;
      const employee = await scene.person('Eve');
      expect(await projects.findEffect(employee, projectId)).toMatchObject({
        ...{ verdict: 'improved', byName: 'Ada', isWithheld: false },
        content: { touched: ['phone'], caveats: ['few-segments', 'few-waves'] },
      });
      expect(await projects.listEffectLines(employee)).toMatchObject([{ projectId, verdict: 'improved' }]);
      const issueId = await issues.addIssue(lead, { title: 'Nobody calls back' });
      expect(await projects.listEffectsOfIssues(employee, [issueId])).toEqual({});
      const { db } = scene.app.database;
      await db.insertInto('project_issue').values({ project_id: projectId, issue_id: issueId }).execute();
      expect(await projects.listEffectsOfIssues(employee, [issueId])).toEqual({ [issueId]: 'improved' });
      // It outlives the responses that it was made of.
      await db.deleteFrom('insight').execute();
      for (const { id } of waves) await db.deleteFrom('wave').where('id', '=', id).execute();
      expect((await projects.findEffect(employee, projectId))?.verdict).toBe('improved');
    },
  );

  test.skipIf(isAbsent)('[PR85] other segments than the frozen ones are refused', async () => {
    const measured = compute();
    await expect(measure(measured)).rejects.toMatchObject({ code: 'not-found' });
    await approve();
    const content = { ...measured.content, touched: ['phone', 'chat'] };
    await expect(measure({ ...measured, content })).rejects.toMatchObject({ reason: 'effect.notFrozen' });
    await expect(measure({ ...measured, groups: measured.groups.slice(0, 2) })).rejects.toMatchObject({
      issues: [{ path: 'effect', message: 'effect.broken' }],
    });
  });

  test.skipIf(isAbsent)(
    '[SV121] an effect whose groups the responses do not give is for those who see them',
    async () => {
      await approve();
      const measured = compute();
      const groups = measured.groups.map((group, at) => (at === 0 ? { ...group, value: 1.23 } : group));
      await measure({ ...measured, groups });
      const { projects } = scene.app;
      expect(await projects.findEffect(lead, projectId)).toBeNull();
      expect(await projects.listEffectLines(lead)).toEqual([]);
      expect((await projects.findEffect(analyst, projectId))?.isWithheld).toBe(true);
    },
  );

  test.skipIf(isAbsent)(
    '[PR88] a project whose agreed wave is here waits on the Home of an analyst',
    async () => {
      await approve();
      const due = async () => (await scene.app.home.getHome(analyst)).measurements;
      expect(await due()).toEqual([{ number: 1, title: 'Call back in an hour', waveName: 'Autumn' }]);
      await measure(compute());
      expect(await due()).toEqual([]);
      expect((await scene.app.home.getHome(lead)).measurements).toEqual([]);
    },
  );

  /** Whom a measurement waits for, and on which wave. */
  const waiting = async () =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .innerJoin('person', 'person.id', 'notice.person_id')
        .select(['name', 'occasion'])
        .where('kind', '=', 'project.measure')
        .where('done_at_ms', 'is', null)
        .execute()
    )
      .map(({ name, occasion }) => `${name} ${occasion}`)
      .toSorted();
  const allOn = (wave: string | undefined) => ['Ada', 'Dan', 'Lena'].map((name) => `${name} ${wave ?? ''}`);

  test.skipIf(isAbsent)(
    '[PR109] owner, deputy and analysts are told of the wave once, until it is measured',
    async () => {
      const { projects } = scene.app;
      expect(await projects.tellMeasurements()).toEqual({ due: 0, withdrawn: 0 });
      await approve();
      await projects.tellMeasurements();
      await projects.tellMeasurements();
      expect(await waiting()).toEqual(allOn(waves[1]?.id));
      await measure(compute());
      expect(await waiting()).toEqual([]);
      expect(await projects.tellMeasurements()).toEqual({ due: 0, withdrawn: 0 });
      expect(await waiting()).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[PR109] a wave that is gone takes its notices along', async () => {
    const { projects, database } = scene.app;
    await approve();
    await projects.tellMeasurements();
    await database.db
      .updateTable('wave')
      .set({ name: 'Summer' })
      .where('id', '=', waves[1]?.id ?? '')
      .execute();
    expect(await projects.tellMeasurements()).toEqual({ due: 0, withdrawn: 1 });
    expect(await waiting()).toEqual([]);
  });
});
