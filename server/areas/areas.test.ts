import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listBytes } from '../../tests/import-list.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { MOST_JUDGED } from '#lib/areas/series-standing.ts';
import { MAX_SERIES_LIST_BYTES, MOST_IMPORTED_POINTS } from '#lib/areas/import/series-import.ts';
import { MOST_POINTS_SHOWN } from './series-commands.ts';

describe.each(ENGINES)('areas on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let employee: PersonActor;
  let areaId: string;
  let seriesId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    employee = await scene.person('Ola');
    ({ areaId } = await scene.app.areas.addArea(lead, { name: 'Hotline', ownerId: employee.id }));
    ({ seriesId } = await scene.app.areas.addSeries(lead, {
      ...{ areaId, name: 'First-contact resolution', unit: '%', direction: 'up', target: '80' },
    }));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const enter = (day: string, value: string) => scene.app.areas.enterPoint(lead, { seriesId, day, value });
  const values = async () =>
    (await scene.app.areas.getSeriesView(employee, seriesId)).points.map(({ day, value }) => [day, value]);
  /** Previews a table and imports what the preview showed, as the page does. */
  async function bring(text: string, fields: Record<string, unknown> = {}) {
    const input = { file: listBytes(text), fileName: 'kpi.csv', ...fields };
    const preview = await scene.app.areas.previewSeriesImport(lead, input);
    return {
      preview,
      done: await scene.app.areas.importSeries(lead, { ...input, seen: preview.fingerprint }),
    };
  }

  test.skipIf(isAbsent)('[AR9] every command refuses who may not use it', async () => {
    const { areas } = scene.app;
    const reading = [
      () => areas.listScorecards(NOBODY),
      () => areas.getArea(NOBODY, areaId),
      () => areas.getSeriesView(NOBODY, seriesId),
      () => areas.listSeriesChoices(NOBODY),
      () => areas.listSeriesOfIssues(NOBODY, []),
    ];
    for (const read of reading) await expect(read()).rejects.toMatchObject({ code: 'not-signed-in' });
    const writing = [
      () => areas.addArea(employee, {}),
      () => areas.changeArea(employee, {}),
      () => areas.addSeries(employee, {}),
      () => areas.changeSeries(employee, {}),
      () => areas.enterPoint(employee, {}),
      () => areas.removePoint(employee, {}),
      () => areas.makeIssueOfSeries(employee, {}),
      () => areas.linkSeries(employee, {}),
      () => areas.unlinkSeries(employee, {}),
      () => areas.previewSeriesImport(employee, {}),
      () => areas.importSeries(employee, {}),
    ];
    for (const write of writing) await expect(write()).rejects.toMatchObject({ code: 'forbidden' });
    expect((await areas.listScorecards(employee)).areas[0]?.series).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[AR1] a name is taken once in its place, and an owner is here', async () => {
    const { areas } = scene.app;
    await expect(areas.addArea(lead, { name: 'HOTLINE' })).rejects.toMatchObject({
      issues: [{ path: 'name', message: 'areas.nameTaken' }],
    });
    await expect(areas.addArea(lead, { name: 'Shops', ownerId: 'nobody' })).rejects.toMatchObject({
      issues: [{ path: 'ownerId' }],
    });
    const words = { name: 'first-contact RESOLUTION', unit: '%', direction: 'up' };
    await expect(areas.addSeries(lead, { areaId, ...words })).rejects.toMatchObject({
      issues: [{ path: 'name', message: 'areas.seriesTaken' }],
    });
    // Of the whole organisation it is another one.
    await areas.addSeries(lead, words);
    expect((await areas.listScorecards(lead)).whole.map(({ name }) => name)).toEqual([words.name]);
    await expect(areas.addSeries(lead, { ...words, areaId: 'gone' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test.skipIf(isAbsent)(
    '[AR1] a change on an older version is refused, and history says what changed',
    async () => {
      const { areas } = scene.app;
      const words = { name: 'Solved at once', unit: '%', direction: 'up', note: '' };
      await areas.changeSeries(lead, { seriesId, version: 1, ...words, target: '85,5' });
      const older = areas.changeSeries(lead, { seriesId, version: 1, ...words, target: '' });
      await expect(older).rejects.toMatchObject({ code: 'stale' });
      const [line] = await scene.app.access.getHistory(employee, { kind: 'series', id: seriesId });
      expect(line?.changes).toEqual([
        { field: 'name', from: 'First-contact resolution', to: 'Solved at once' },
        { field: 'target', from: '80', to: '85.5' },
      ]);
      await areas.changeArea(lead, { areaId, version: 1, name: 'Phone', note: 'All lines' });
      await expect(
        areas.changeArea(lead, { areaId, version: 1, name: 'Calls', note: '' }),
      ).rejects.toMatchObject({ code: 'stale' });
      expect(await areas.getArea(lead, areaId)).toMatchObject({ name: 'Phone', ownerId: null });
    },
  );

  test.skipIf(isAbsent)(
    '[AR2] [AR7] a value takes the place of that day’s, and a press puts it back',
    async () => {
      await enter('2026-10-01', '82,5');
      const { undoId, isReplaced } = await enter('2026-10-01', '75');
      expect([isReplaced, await values()]).toEqual([true, [['2026-10-01', 75]]]);
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect(await values()).toEqual([['2026-10-01', 82.5]]);
      const removed = await scene.app.areas.removePoint(lead, { seriesId, day: '2026-10-01' });
      expect(await values()).toEqual([]);
      await scene.app.undo.takeBack(lead, removed.undoId ?? '');
      expect(await values()).toEqual([['2026-10-01', 82.5]]);
      const again = await enter('2026-10-01', '70');
      await enter('2026-10-01', '71');
      await expect(scene.app.undo.takeBack(lead, again.undoId ?? '')).rejects.toMatchObject({
        reason: 'areas.pointMovedOn',
      });
      await expect(enter('2026-11-03', '1')).rejects.toMatchObject({
        issues: [{ message: 'areas.dayAhead' }],
      });
      await expect(enter('2026-11-01', '1,234')).rejects.toMatchObject({
        issues: [{ message: 'form.quantityTwoWays' }],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[AR5] [AR6] [AR7] a table is imported as the preview showed it, and taken back',
    async () => {
      await enter('2026-08-01', '70');
      await enter('2026-09-01', '71');
      const table =
        'Month;First-contact resolution\n2026-07;69,5\n2026-08;70\n2026-09;72,5\n2026-10;x\n;\n2026-10;\n';
      const { preview, done } = await bring(table);
      expect(preview.added.map(({ day, value }) => [day, value])).toEqual([['2026-07-01', 69.5]]);
      expect(preview.changed.map(({ day, before, value }) => [day, before, value])).toEqual([
        ['2026-09-01', 71, 72.5],
      ]);
      expect([preview.same, preview.empty, preview.refused.length]).toEqual([1, 1, 1]);
      expect(done).toMatchObject({ added: 1, changed: 1, same: 1, refused: 1 });
      expect(await values()).toEqual([
        ['2026-07-01', 69.5],
        ['2026-08-01', 70],
        ['2026-09-01', 72.5],
      ]);
      expect((await scene.app.areas.getSeriesView(lead, seriesId)).points.map(({ file }) => file)).toEqual([
        'kpi.csv',
        null,
        'kpi.csv',
      ]);
      // What somebody wrote anew since stays.
      await enter('2026-07-01', '60');
      await scene.app.undo.takeBack(lead, done.undoId ?? '');
      expect(await values()).toEqual([
        ['2026-07-01', 60],
        ['2026-08-01', 70],
        ['2026-09-01', 71],
      ]);
    },
  );

  test.skipIf(isAbsent)('[AR6] an import that would do something else by now is refused', async () => {
    const input = { file: listBytes('Date;Value\n2026-10-01;5\n'), seriesId };
    const { fingerprint } = await scene.app.areas.previewSeriesImport(lead, input);
    await enter('2026-10-01', '6');
    await expect(scene.app.areas.importSeries(lead, { ...input, seen: fingerprint })).rejects.toMatchObject({
      reason: 'areas.import.movedOn',
    });
  });

  test.skipIf(isAbsent)('[AR6] a file and a table have a size', async () => {
    const { areas } = scene.app;
    const look = (file: Uint8Array) => areas.previewSeriesImport(lead, { file, seriesId });
    const fill = (bytes: number) => listBytes(`Date;Value\n${'\n'.repeat(bytes - 11)}`);
    await look(fill(MAX_SERIES_LIST_BYTES));
    await expect(look(fill(MAX_SERIES_LIST_BYTES + 1))).rejects.toMatchObject({ code: 'too-large' });
    const rows = (n: number) => listBytes(`Date;Value\n${'2026-10-01;5\n'.repeat(n)}`);
    expect((await look(rows(MOST_IMPORTED_POINTS))).refused).toHaveLength(MOST_IMPORTED_POINTS - 1);
    await expect(look(rows(MOST_IMPORTED_POINTS + 1))).rejects.toMatchObject({
      reason: 'areas.import.tooMany',
    });
  });

  test.skipIf(isAbsent)(
    '[AR8] one press makes an issue with the figure, and one value makes one',
    async () => {
      const { app } = scene;
      await expect(app.areas.makeIssueOfSeries(lead, { seriesId, title: 'Low' })).rejects.toMatchObject({
        reason: 'areas.noPoint',
      });
      await enter('2026-10-01', '71.5');
      const { issueNumber } = await app.areas.makeIssueOfSeries(lead, { seriesId, title: 'Low' });
      const { id } = await app.issues.getIssueAddress(lead, String(issueNumber));
      const issue = await app.issues.getIssue(employee, id);
      expect(issue.origin).toEqual({
        ...{ kind: 'series', seriesId, name: 'First-contact resolution', areaName: 'Hotline' },
        ...{ day: '2026-10-01', value: 71.5, unit: '%', target: 80, direction: 'up', worsening: null },
      });
      expect(await app.areas.getSeriesView(lead, seriesId)).toMatchObject({
        issues: [{ number: issueNumber }],
        issueOfLatest: { number: issueNumber },
      });
      await expect(app.areas.makeIssueOfSeries(lead, { seriesId, title: 'Low' })).rejects.toMatchObject({
        reason: 'issues.ofValue',
      });
      await enter('2026-10-02', '70');
      expect((await app.areas.getSeriesView(lead, seriesId)).issueOfLatest).toBe(null);
      // What an analyst makes of a figure waits for a lead.
      const analyst = await scene.person('Ana', ['analyst']);
      const made = await app.areas.makeIssueOfSeries(analyst, { seriesId, title: 'Lower' });
      const address = await app.issues.getIssueAddress(lead, String(made.issueNumber));
      expect((await app.issues.getIssue(lead, address.id)).triage).toBe('new');
      // In the trail of the issue stands the figure that made it, whatever came since.
      const nodes = await app.trail.getTrail(employee, { kind: 'issue', id });
      expect(nodes.find(({ step }) => step === 'series')).toMatchObject({
        thing: { title: 'First-contact resolution', figure: { day: '2026-10-01', value: 71.5 } },
      });
    },
  );

  test.skipIf(isAbsent)(
    '[AR8] an issue has a series as its reason, seen from both, and is parted again',
    async () => {
      const { app } = scene;
      const issueId = await app.issues.addIssue(lead, { title: 'Queue' });
      const { number } = await app.issues.getIssue(lead, issueId);
      const { undoId } = await app.areas.linkSeries(lead, { seriesId, issue: `#${number}` });
      await expect(app.areas.linkSeries(lead, { seriesId, issue: String(number) })).rejects.toMatchObject({
        issues: [{ message: 'areas.linkedAlready' }],
      });
      await expect(app.areas.linkSeries(lead, { seriesId, issue: '999' })).rejects.toMatchObject({
        issues: [{ message: 'areas.noSuchIssue' }],
      });
      const steps = async (kind: 'issue' | 'series', id: string) =>
        (await app.trail.getTrail(employee, { kind, id })).map(({ step }) => step);
      expect(await steps('issue', issueId)).toContain('series');
      expect(await steps('series', seriesId)).toEqual(['series', 'issue', 'project', 'effect']);
      const reasons = await app.areas.listSeriesOfIssues(employee, [issueId]);
      expect(reasons.get(issueId)?.map(({ name }) => name)).toEqual(['First-contact resolution']);
      const parted = await app.areas.unlinkSeries(lead, { seriesId, issueId });
      expect((await app.areas.getSeriesView(lead, seriesId)).issues).toEqual([]);
      await app.undo.takeBack(lead, parted.undoId ?? '');
      expect((await app.areas.getSeriesView(lead, seriesId)).issues).toHaveLength(1);
      await app.undo.takeBack(lead, undoId ?? '');
      expect((await app.areas.getSeriesView(lead, seriesId)).issues).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[AR4] a series is judged by so many of its newest values, wherever it is shown',
    async () => {
      const { app } = scene;
      const points = (n: number, from: number) =>
        Array.from({ length: n }, (_, at) => ({
          ...{
            series_id: seriesId,
            on_day: new Date(Date.UTC(2025, 0, from + at)).toISOString().slice(0, 10),
          },
          ...{ value: 50 + (at % 2), note: '', file: null, entered_by: lead.id, entered_at_ms: 1 },
        }));
      await app.database.db.insertInto('series_point').values(points(MOST_POINTS_SHOWN, 1)).execute();
      const whole = await app.areas.getSeriesView(lead, seriesId);
      expect([whole.points.length, whole.earlier]).toEqual([MOST_POINTS_SHOWN, 0]);
      await app.database.db
        .insertInto('series_point')
        .values(points(1, MOST_POINTS_SHOWN + 1))
        .execute();
      const longer = await app.areas.getSeriesView(lead, seriesId);
      expect([longer.points.length, longer.earlier]).toEqual([MOST_POINTS_SHOWN, 1]);
      const [listed] = (await app.areas.listScorecards(lead)).areas[0]?.series ?? [];
      // There are more than it is judged by.
      expect(longer.points.length).toBeGreaterThanOrEqual(MOST_JUDGED + 1);
      expect(listed?.values).toHaveLength(MOST_JUDGED);
      expect(listed?.standing).toEqual(longer.standing);
    },
  );

  test.skipIf(isAbsent)('[AR10] areas go to the successor of who leaves', async () => {
    const admin = await scene.person('Ada', ['admin']);
    const next = await scene.person('Next');
    await scene.app.people.switchOff(admin, { personId: employee.id, version: 1, successorId: next.id });
    expect(await scene.app.areas.getArea(lead, areaId)).toMatchObject({ ownerName: 'Next', version: 2 });
  });
});
