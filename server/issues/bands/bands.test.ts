import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PLAIN_QUERY } from '#lib/base/table-query.ts';
import { MOST_BAND_CHANGES } from '#lib/issues/bands/band-change.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const SET_UP = {
  organisation: 'Acme',
  name: 'Ada',
  email: 'ada@example.org',
  password: 'correct horse battery',
  locale: 'en',
};

describe.each(ENGINES)('bands of issues on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let admin: PersonActor;
  let issueId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    const { access } = scene.app;
    await access.setUp({ ...SET_UP, token: await access.renewSetUpToken() });
    lead = await scene.person('Lena Lead', ['lead']);
    admin = await scene.person('Adam Admin', ['admin']);
    issueId = await scene.app.issues.addIssue(lead, { title: 'Queue' });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const rate = async (count: number, rating: { importance: number; urgency: number }) => {
    for (let at = 0; at < count; at++) {
      const rater = await scene.person(`Rater ${at}`);
      await scene.app.issues.rateIssue(rater, { issueId, ...rating });
      scene.clock.nowMs += 1000;
    }
  };
  const issue = (reader: PersonActor = lead) => scene.app.issues.getIssue(reader, issueId);
  const version = async (): Promise<number> => (await issue()).version;
  const move = async (band: string, reason = 'The law changes in March') =>
    scene.app.issues.moveBand(lead, { issueId, version: await version(), band, reason });

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { issues, organisation } = scene.app;
    const employee = await scene.person('Employee');
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [employee, 'forbidden'],
    ] as const) {
      await expect(issues.moveBand(actor, {})).rejects.toMatchObject({ code });
      await expect(issues.moveBandBack(actor, {})).rejects.toMatchObject({ code });
      await expect(organisation.changeBorders(actor, {})).rejects.toMatchObject({ code });
    }
    await expect(issues.getBandHistory(NOBODY, issueId)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)(
    '[IS51] [IS53] a move needs a reason, stays against ratings, and is taken back',
    async () => {
      const { issues } = scene.app;
      await expect(move('this-year', ' ')).rejects.toMatchObject({ issues: [{ path: 'reason' }] });
      await expect(
        issues.moveBand(lead, { issueId, version: 99, band: 'this-year', reason: 'x' }),
      ).rejects.toMatchObject({ code: 'stale' });
      await move('this-year');
      await expect(move('this-year')).rejects.toMatchObject({ reason: 'bands.isThere' });
      const stranger = await scene.person('Not a rater');
      // What somebody decided by hand is no secret.
      expect(await issue(stranger)).toMatchObject({
        band: 'this-year',
        moved: { band: 'this-year', reason: 'The law changes in March', byName: 'Lena Lead' },
      });
      await rate(3, { importance: 1, urgency: 1 });
      expect(await issue()).toMatchObject({ band: 'this-year', priority: { band: 'can-wait' } });
      const inBand = { ...PLAIN_QUERY, filters: { band: ['this-year'] } };
      expect(await issues.getIssueList(stranger, inBand)).toMatchObject({
        total: 1,
        bands: { 'this-year': 1, 'can-wait': 0 },
        marks: [],
      });
      expect((await issues.getIssueList(lead, inBand)).marks).toMatchObject([{ movedTo: 'this-year' }]);
      await issues.moveBandBack(lead, { issueId, version: await version() });
      expect(await issue()).toMatchObject({ band: 'can-wait', moved: null });
      await expect(issues.moveBandBack(lead, { issueId, version: await version() })).rejects.toMatchObject({
        reason: 'bands.notMoved',
      });
      expect(await issues.getBandHistory(lead, issueId)).toMatchObject([
        { from: 'this-year', to: 'can-wait', why: 'back', byName: 'Lena Lead' },
        { from: null, to: 'this-year', why: 'move', reason: 'The law changes in March' },
      ]);
      // The band that it fell back to rests on totals that a stranger does not see.
      expect(await issues.getBandHistory(stranger, issueId)).toMatchObject([
        { from: 'this-year', to: null, why: 'back' },
        { from: null, to: 'this-year', why: 'move' },
      ]);
      expect(await issue(stranger)).toMatchObject({ band: null, isTotalHidden: true });
      const lines = await scene.app.access.getHistory(lead, { kind: 'issue', id: issueId });
      expect(lines.slice(0, 2)).toMatchObject([
        { action: 'issue.moveBack', changes: [{ field: 'band', from: 'this-year', to: null }] },
        { action: 'issue.moveBand', changes: [{ field: 'band', from: null, to: 'this-year' }] },
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[IS53] the band that ratings make is noted when it changes, for whoever sees totals',
    async () => {
      const { issues } = scene.app;
      await rate(3, { importance: 5, urgency: 5 });
      await rate(3, { importance: 5, urgency: 5 });
      await rate(6, { importance: 1, urgency: 1 });
      await rate(3, { importance: 5, urgency: 1 });
      const history = await issues.getBandHistory(lead, issueId);
      expect(history.map(({ from, to, why }) => [from, to, why])).toEqual([
        ['this-year', 'following-years', 'ratings'],
        [null, 'this-year', 'ratings'],
      ]);
      expect(await issues.getBandHistory(await scene.person('Stranger'), issueId)).toEqual([]);
      const { db } = scene.app.database;
      const row = await db.selectFrom('issue_band_change').selectAll().executeTakeFirstOrThrow();
      const more = Array.from({ length: MOST_BAND_CHANGES }, (_, at) => ({ ...row, id: `more-${at}` }));
      await db.insertInto('issue_band_change').values(more.slice(2)).execute();
      expect(await issues.getBandHistory(lead, issueId)).toHaveLength(MOST_BAND_CHANGES);
      await db.insertInto('issue_band_change').values(more.slice(0, 2)).execute();
      expect(await issues.getBandHistory(lead, issueId)).toHaveLength(MOST_BAND_CHANGES);
    },
  );

  test.skipIf(isAbsent)(
    '[IS52] [IS53] other borders place every issue anew, and what was moved stays',
    async () => {
      const { issues, organisation } = scene.app;
      await rate(3, { importance: 3, urgency: 3 });
      const queue = issueId;
      issueId = await issues.addIssue(lead, { title: 'Menu' });
      await rate(3, { importance: 3, urgency: 3 });
      await move('following-years');
      const borders = async (importance: string, urgency: string) =>
        organisation.changeBorders(admin, {
          ...{ version: (await organisation.getSettings(admin)).settings.version, importance, urgency },
        });
      await expect(borders('3.1', '3')).rejects.toMatchObject({ issues: [{ path: 'importance' }] });
      await borders('3.25', '3');
      expect(await issues.getIssue(lead, queue)).toMatchObject({ band: 'can-wait' });
      expect(await issue()).toMatchObject({ band: 'following-years', priority: { band: 'can-wait' } });
      expect((await issues.getBandHistory(lead, queue))[0]).toMatchObject({
        ...{ from: 'this-year', to: 'can-wait', why: 'threshold', byName: 'Adam Admin' },
      });
      // What is rated from now on is measured by the same.
      issueId = await issues.addIssue(lead, { title: 'Invoice' });
      await rate(3, { importance: 3, urgency: 5 });
      expect(await issue()).toMatchObject({ band: 'can-wait' });
      await borders('3', '3');
      expect(await issue()).toMatchObject({ band: 'this-year' });
    },
  );
});
