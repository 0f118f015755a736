import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PLAIN_QUERY } from '#lib/base/table-query.ts';
import { seededRandom } from '#lib/base/random.ts';
import { MAX_OTHER_REASON } from '#lib/issues/ratings/rating-session-forms.ts';
import { STANDING_SESSION } from '#lib/issues/ratings/rating-session.ts';
import { OpenWave } from '#lib/survey/dashboard/open-wave.ts';
import { answeredBy } from '#lib/survey/effect/answered-by.ts';
import { EMPTY_VIEW } from '#lib/survey/wave/view.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { uploadTable } from '../../../tests/upload-table.ts';

const SET_UP = {
  ...{ organisation: 'Amber Books', name: 'Ada', email: 'ada@example.org' },
  ...{ password: 'fish bones and causes', locale: 'en' },
};

/** 200 people: whoever waits less recommends more. Five of them did not rate the wait when `gaps` is 5. */
function answers(gaps: number): SurveyTable {
  const random = seededRandom(3);
  const waiting = Array.from({ length: 200 }, () => 1 + Math.floor(random() * 5));
  const score = waiting.map((wait) =>
    Math.min(10, Math.max(0, Math.round(2 + 1.5 * wait + 3 * (random() - 0.5)))),
  );
  return {
    rowCount: 200,
    decimal: '.',
    columns: [
      columnOf(
        waiting.map((wait, row) => (row < gaps ? '' : String(wait))),
        {
          ...{ index: 0, name: 'Waiting', label: 'Waiting', role: 'rating', scale: { min: 1, max: 5 } },
        },
      ),
      columnOf(score.map(String), {
        index: 1,
        name: 'NPS',
        label: 'NPS',
        role: 'nps',
        scale: { min: 0, max: 10 },
      }),
    ],
  };
}

describe.each(ENGINES)('measured importance on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let analyst: PersonActor;
  let lead: PersonActor;
  let raters: PersonActor[];
  let issueId: string;
  let waveId: string;

  /** An issue whose evidence is the waiting of a wave in which so many left it out. */
  const prepare = async (gaps: number): Promise<void> => {
    waveId = await uploadTable(scene.app, analyst, answers(gaps), {
      ...{ waveName: `Spring ${gaps}`, fieldedOn: '2026-04-01' },
    });
    const insightId = await scene.app.survey.pinInsight(analyst, {
      waveId,
      question: { column: 'Waiting', label: 'Waiting', kind: 'mean', segment: null, weight: null },
      ...{ title: 'Long waits', value: 3, interval: [2.8, 3.2], n: 180 },
    });
    issueId = await scene.app.issues.addIssue(lead, { title: 'The queue', insightId });
  };

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    analyst = await scene.person('Ada', ['analyst']);
    lead = await scene.person('Lena', ['lead']);
    raters = [];
    for (const name of ['Bob', 'Cyd', 'Dan']) raters.push(await scene.person(name));
    await prepare(20);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** What the page computes and sends; `level` is what the waiting reaches. */
  function compute(gaps: number, level: number) {
    const open = new OpenWave(answers(gaps));
    const question = { view: EMPTY_VIEW, target: 'NPS', kind: 'nps', driver: 'Waiting', held: [] } as const;
    const { effect } = open.importance({ ...question, level: { kind: 'value', value: level } });
    if (!effect) throw new Error('there is evidence');
    const content = {
      ...{
        kind: 'nps',
        target: 'NPS',
        scale: null,
        driver: 'Waiting',
        level: { kind: 'value', value: level },
      },
      ...{ from: effect.from, base: effect.base, slope: effect.slope, change: effect.change },
      ...{ interval: effect.interval, n: effect.n, rSquared: effect.rSquared, held: [] },
      ...{ survey: 'Customers', wave: 'Spring', waveId, waveVersion: 1, seed: 1, samples: 2000 },
    };
    const asked = { column: 'NPS', label: 'NPS', kind: 'nps', segment: null, weight: null };
    const rows = { ...asked, filters: answeredBy(['Waiting']) };
    return { content, groups: [{ waveId, question: rows, value: effect.base, n: effect.n }] };
  }
  const measure = (measured: unknown, by = analyst) =>
    scene.app.issues.measureImportance(by, { issueId, measured: JSON.stringify(measured) });
  const seenBy = (actor: PersonActor) => scene.app.issues.findMeasured(actor, issueId);
  const rate = (rater: PersonActor, importance: number, otherReason = '') =>
    scene.app.issues.rateIssue(rater, { issueId, importance, urgency: 3, otherReason });

  test.skipIf(isAbsent)('only whoever sees responses measures', async () => {
    const { issues } = scene.app;
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [lead, 'forbidden'],
    ] as const) {
      await expect(issues.measureImportance(actor, {})).rejects.toMatchObject({ code });
      await expect(issues.getMeasureDesk(actor, issueId)).rejects.toMatchObject({ code });
    }
    await expect(issues.findMeasured(NOBODY, issueId)).rejects.toMatchObject({ code: 'not-signed-in' });
    const desk = await issues.getMeasureDesk(analyst, issueId);
    expect([desk.issue.title, desk.insight?.question.column, desk.waves.map(({ name }) => name)]).toEqual([
      ...['The queue', 'Waiting', ['Spring 20']],
    ]);
  });

  test.skipIf(isAbsent)(
    '[IS58] [IS59] what was measured is kept as it was, and shown to everybody',
    async () => {
      const measured = compute(20, 4);
      await measure(measured);
      const found = await seenBy(raters[0] ?? lead);
      expect(found?.content.change).toBeCloseTo(measured.content.change, 9);
      expect(found?.content).toMatchObject({ n: 180, wave: 'Spring', driver: 'Waiting' });
      expect([found?.byName, found?.isWithheld]).toEqual(['Ada', false]);
      const second = compute(20, 5);
      scene.clock.nowMs += 1000;
      await measure(second);
      expect((await seenBy(lead))?.content.level.value).toBe(5);
      const list = await scene.app.issues.getIssueList(lead, PLAIN_QUERY);
      expect(list.issues[0]?.measured?.content.level.value).toBe(5);
    },
  );

  test.skipIf(isAbsent)(
    '[SV121] a figure from which a few people follow is for those alone who see responses',
    async () => {
      // Everybody's figure is shown already: 196 of 200 would tell of the four that are left.
      await prepare(4);
      const measured = compute(4, 4);
      await measure(measured);
      expect(await seenBy(lead)).toBeNull();
      expect(await seenBy(raters[0] ?? lead)).toBeNull();
      expect((await seenBy(analyst))?.isWithheld).toBe(true);
      // Nor does anything that is made of it leave the server.
      const [row] = (await scene.app.issues.getIssueList(lead, PLAIN_QUERY)).issues;
      expect([row?.measured, row?.parting]).toEqual([null, null]);
      const desk = await scene.app.issues.getRatingDesk(raters[0] ?? lead, STANDING_SESSION);
      expect(JSON.stringify(desk)).not.toContain(String(measured.content.change));
      // And nobody owes a reason for overruling what they do not see.
      await rate(raters[0] ?? lead, 2);
    },
  );

  test.skipIf(isAbsent)('[SV121] a figure that the responses do not give is not shown', async () => {
    const measured = compute(20, 4);
    const [group] = measured.groups;
    await measure({ ...measured, groups: [{ ...group, value: 12 }] });
    expect(await seenBy(lead)).toBeNull();
    await expect(measure({ ...measured, groups: [] })).rejects.toMatchObject({ code: 'invalid' });
  });

  test.skipIf(isAbsent)('[IS58] without evidence there is nothing to measure', async () => {
    const measured = compute(20, 4);
    issueId = await scene.app.issues.addIssue(lead, { title: 'Without evidence' });
    await expect(measure(measured)).rejects.toMatchObject({ reason: 'measured.noEvidence' });
    expect((await scene.app.issues.getMeasureDesk(analyst, issueId)).insight).toBeNull();
  });

  test.skipIf(isAbsent)('[IS60] a rater keeps the measured importance, or says why not', async () => {
    await measure(compute(20, 4));
    const [bob, cyd] = raters;
    if (!bob || !cyd) throw new Error('two raters');
    expect((await seenBy(bob))?.importance).toBe(5);
    await rate(bob, 5);
    await expect(rate(cyd, 2)).rejects.toMatchObject({
      issues: [{ path: 'otherReason', message: 'measured.whyOther', values: { filled: 5 } }],
    });
    await expect(rate(cyd, 2, 'x'.repeat(MAX_OTHER_REASON + 1))).rejects.toMatchObject({ code: 'invalid' });
    await rate(cyd, 2, 'x'.repeat(MAX_OTHER_REASON));
    const { app } = scene;
    const mine = await app.issues.getIssueRatings(cyd, issueId);
    expect(mine.myReason).toBe('x'.repeat(MAX_OTHER_REASON));
    expect((await app.issues.getIssueRatings(bob, issueId)).myReason).toBe('');
  });

  test.skipIf(isAbsent)('[IS61] reasons are hidden with their answers, and shown without names', async () => {
    await measure(compute(20, 4));
    const { issues } = scene.app;
    const reasons = async (actor: PersonActor) => (await issues.getIssueRatings(actor, issueId)).reasons;
    const given = ['Nobody else waits', 'Already better', ''];
    for (const [at, rater] of raters.entries()) {
      expect(await reasons(lead)).toEqual([]);
      await rate(rater, given[at] === '' ? 5 : 2, given[at]);
    }
    expect(await reasons(lead)).toEqual([
      { filled: 5, given: 2, reason: 'Already better' },
      { filled: 5, given: 2, reason: 'Nobody else waits' },
    ]);
    // A stranger who has not rated sees no totals of the standing session, and no reasons.
    expect(await reasons(await scene.person('Eve'))).toEqual([]);
  });

  test.skipIf(isAbsent)('[IS62] the list says where people and measurement part company', async () => {
    await measure(compute(20, 4));
    for (const rater of raters) await rate(rater, 2, 'It is better already');
    const list = await scene.app.issues.getIssueList(lead, PLAIN_QUERY);
    expect(list.issues[0]?.parting).toBe('people-lower');
    expect(list.marks[0]).toMatchObject({ measured: 5, parting: 'people-lower' });
    // Whoever does not see where people put it is not told that they differ.
    const eve = await scene.person('Eve');
    expect((await scene.app.issues.getIssueList(eve, PLAIN_QUERY)).issues[0]?.parting).toBeNull();
  });

  test.skipIf(isAbsent)('[IS57] another table of the organisation reads what was kept anew', async () => {
    await measure(compute(20, 4));
    const { access } = scene.app;
    await access.setUp({ ...SET_UP, token: await access.renewSetUpToken() });
    const admin = await scene.person('Adam', ['admin']);
    const { organisation } = scene.app;
    const { settings } = await organisation.getSettings(admin);
    const steps = { under: '10', two: '20', three: '30', four: '99' };
    await organisation.changeImportanceSteps(admin, { version: settings.version, ...steps });
    expect((await seenBy(lead))?.importance).toBeLessThan(5);
    await expect(
      organisation.changeImportanceSteps(admin, { version: settings.version, ...steps, two: '5' }),
    ).rejects.toMatchObject({ issues: [{ path: 'four', message: 'organisation.steps.order' }] });
    await expect(organisation.changeImportanceSteps(lead, {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)(
    '[IS27] a measurement goes over with the evidence of a merged issue, and back',
    async () => {
      await measure(compute(20, 4));
      const { issues } = scene.app;
      const intoId = await issues.addIssue(lead, { title: 'Waiting in line' });
      const { undoId } = await issues.mergeIssues(lead, { fromId: issueId, into: intoId });
      expect((await issues.findMeasured(lead, intoId))?.content.wave).toBe('Spring');
      await expect(measure(compute(20, 4))).rejects.toMatchObject({ reason: 'measured.merged' });
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect(await issues.findMeasured(lead, intoId)).toBeNull();
    },
  );
});
