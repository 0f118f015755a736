import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { overallFigures } from '#lib/survey/measure/overall-figures.ts';
import { writeWave } from '#lib/survey/wave/wave-file.ts';
import { measure } from '#lib/survey/measure/measure.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

interface Respondent {
  channel: string;
  nps: string;
  manners: string;
  why: string;
}

/** So many respondents; every tenth has a word of their own to say. */
const crowd = (count: number, nps = ['9', '3', '10', '7']): Respondent[] =>
  Array.from({ length: count }, (_, i) => ({
    channel: i % 3 === 0 ? 'chat' : 'phone',
    nps: nps[i % nps.length] ?? '9',
    manners: String(1 + (i % 5)),
    why: Number(nps[i % nps.length]) >= 9 ? 'friendly people' : 'slow answers',
  }));

function tableOf(rows: readonly Respondent[]): SurveyTable {
  const of = (key: keyof Respondent) => rows.map((row) => row[key]);
  return {
    rowCount: rows.length,
    decimal: '.',
    columns: [
      columnOf(of('channel'), { index: 0, name: 'Channel', label: 'Channel' }),
      columnOf(of('nps'), { index: 1, name: 'NPS', label: 'NPS', role: 'nps', scale: { min: 0, max: 10 } }),
      columnOf(of('manners'), {
        index: 2,
        name: 'Manners',
        label: 'Manners',
        role: 'rating',
        scale: { min: 1, max: 5 },
      }),
      columnOf(of('why'), { index: 3, name: 'Why', label: 'Why', role: 'comment' }),
    ],
  };
}

describe.each(ENGINES)('what readers without rows see on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let analyst: PersonActor;
  let director: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    analyst = await scene.person('Anna Analyst', ['analyst']);
    director = await scene.person('Daria Director', ['director', 'lead']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** Imports a file as the page does, in the place of another when `replaces` says so, and waits for the decision. */
  async function importRows(
    rows: readonly Respondent[],
    replaces?: { waveId: string; version: number },
    keepsPrevious = true,
    isWaiting = true,
  ): Promise<string> {
    const { survey } = scene.app;
    const table = tableOf(rows);
    const bytes = writeWave(table);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { blobId } = await survey.startUpload(analyst, { byteSize: bytes.byteLength, sha256 });
    await survey.uploadChunk(analyst, { blobId, position: 0, bytes });
    const count = rows.length;
    const id = await survey.importWave(analyst, {
      surveyName: 'Customers',
      waveName: 'Autumn',
      fieldedOn: '2026-09-01',
      fileName: `${count}.csv`,
      blobId,
      rows: { read: count, imported: count, rejected: 0, excluded: 0 },
      columns: table.columns.map(({ name, label, role }) => ({ name, label, role, naCodes: [] })),
      figures: overallFigures(table),
      keepsPrevious,
      ...(replaces ? { replaces } : {}),
    });
    if (isWaiting) await scene.app.jobs.settled();
    return id;
  }

  /** Pins a part of the respondents with the figure that the page would show. */
  async function pin(waveId: string, rows: readonly Respondent[], channel: string): Promise<string> {
    const inside = rows.filter((row) => row.channel === channel);
    const column = tableOf(inside).columns[1];
    if (!column) throw new Error('the table has four columns');
    const { value, interval, n } = measure(column, 'nps', '.');
    const segment = { column: 'Channel', value: channel };
    return scene.app.survey.pinInsight(analyst, {
      waveId,
      question: { column: 'NPS', label: 'NPS', kind: 'nps', segment, weight: null },
      title: `NPS by ${channel}`,
      value,
      interval,
      n,
    });
  }

  const publish = async (waveId: string): Promise<void> => {
    await scene.app.survey.publishWave(analyst, { waveId, segments: ['Channel'], figureThreshold: 5 });
    await scene.app.jobs.settled();
  };
  /** Everything that a director gets of a wave. */
  const seen = async (waveId: string): Promise<string> => {
    const { survey } = scene.app;
    const insights = await survey.listInsights(director);
    return JSON.stringify([
      (await survey.getWave(director, waveId)).figures,
      (await survey.getWave(director, waveId)).rows,
      (await survey.listWaves(director)).map(({ figures }) => figures),
      (await survey.findPublication(director, waveId))?.tables,
      insights.map(({ figure, evidence, question }) => [figure, evidence, question]),
      await survey.getReportedWave(analyst, waveId).then(({ wave: { figures } }) => figures),
    ]);
  };

  test.skipIf(isAbsent)(
    '[SV112] one response more, fewer or corrected changes nothing that a director sees',
    async () => {
      const { survey } = scene.app;
      const rows = crowd(60);
      const waveId = await importRows(rows);
      await publish(waveId);
      const before = await seen(waveId);
      expect(before).toContain('"n":60');
      const one = { channel: 'phone', nps: '0', manners: '1', why: '' };
      let version = 1;
      for (const next of [[...rows, one], rows.slice(1), [one, ...rows.slice(1)]]) {
        await importRows(next, { waveId, version: version++ });
        expect(await seen(waveId)).toBe(before);
        // The analyst sees the file itself, and is alone told why others do not.
        const own = await survey.getWave(analyst, waveId);
        expect(own).toMatchObject({ rows: { imported: next.length }, withheld: { kind: 'near' } });
        expect(await survey.getWave(director, waveId)).toMatchObject({ withheld: null });
      }
    },
  );

  test.skipIf(isAbsent)('[SV112] a file from which many part it is shown, tables and all', async () => {
    const { survey } = scene.app;
    const rows = crowd(60);
    const waveId = await importRows(rows);
    await publish(waveId);
    await importRows([...rows, ...crowd(30, ['0', '8'])], { waveId, version: 1 });
    const wave = await survey.getWave(director, waveId);
    expect(wave).toMatchObject({ rows: { imported: 90 } });
    expect(new Set(wave.figures.map(({ n }) => n))).toEqual(new Set([90]));
    const tables = (await survey.findPublication(director, waveId))?.tables;
    expect(tables?.measures[0]?.cells[0]).toMatchObject({ n: 90 });
    expect((await survey.getWave(analyst, waveId)).withheld).toBeNull();
  });

  test.skipIf(isAbsent)(
    '[SV112] undoing an import brings back what was shown, whatever was between',
    async () => {
      const { survey } = scene.app;
      const rows = crowd(60);
      const waveId = await importRows(rows);
      await publish(waveId);
      const before = await seen(waveId);
      await importRows(rows.slice(2), { waveId, version: 1 });
      await survey.undoImport(analyst, { waveId, version: 2 });
      await scene.app.jobs.settled();
      expect(await seen(waveId)).toBe(before);
      expect((await survey.getWave(analyst, waveId)).withheld).toBeNull();
    },
  );

  test.skipIf(isAbsent)(
    '[SV113] 57 of 60 are pinned for analysts alone; 40 of 60 for everybody',
    async () => {
      const { survey } = scene.app;
      const rows = crowd(60).map((row, i) => ({ ...row, channel: i < 3 ? 'shop' : 'phone' }));
      const waveId = await importRows(rows);
      const id = await pin(waveId, rows, 'phone');
      expect(await survey.findInsight(director, id)).toMatchObject({ figure: null, isWithheld: false });
      expect(await survey.findInsight(analyst, id)).toMatchObject({ figure: { n: 57 }, isWithheld: true });
      const others = crowd(60);
      await survey.removeWave(analyst, { waveId, version: 1 });
      const other = await importRows(others);
      const shown = await pin(other, others, 'phone');
      expect(await survey.findInsight(director, shown)).toMatchObject({ figure: { n: 40 } });
      expect((await survey.findInsight(analyst, shown))?.isWithheld).toBe(false);
    },
  );

  test.skipIf(isAbsent)('[SV113] a figure that the responses do not give is for analysts alone', async () => {
    const { survey } = scene.app;
    const waveId = await importRows(crowd(60));
    const id = await survey.pinInsight(analyst, {
      waveId,
      question: {
        column: 'NPS',
        label: 'NPS',
        kind: 'nps',
        segment: { column: 'Channel', value: 'chat' },
        weight: null,
      },
      title: 'Made up',
      value: 12.5,
      interval: [0, 20],
      n: 20,
    });
    expect((await survey.findInsight(director, id))?.figure).toBeNull();
  });

  test.skipIf(isAbsent)(
    '[SV113] of one wave at most 40 parts are shown, also when pinned at once',
    async () => {
      const { survey } = scene.app;
      const rows = crowd(60).map((row, i) => ({ ...row, channel: `shop ${i % 4}` }));
      const waveId = await importRows(rows);
      const first = await pin(waveId, rows, 'shop 0');
      const { db } = scene.app.database;
      const row = await db
        .selectFrom('insight')
        .selectAll()
        .where('id', '=', first)
        .executeTakeFirstOrThrow();
      const more = Array.from({ length: 37 }, (_, i) => ({ ...row, id: `copy ${i}` }));
      await db.insertInto('insight').values(more).execute();
      await Promise.all(['shop 1', 'shop 2', 'shop 3'].map((name) => pin(waveId, rows, name)));
      const insights = await survey.listInsights(director);
      expect(insights).toHaveLength(41);
      expect(insights.filter(({ figure }) => figure !== null)).toHaveLength(40);
    },
  );

  test.skipIf(isAbsent)('[SV113] a room gets no figure that its people would not see', async () => {
    const { survey, workshop } = scene.app;
    const steering = await scene.person('Ala', ['analyst', 'lead']);
    const rows = crowd(60).map((row, i) => ({ ...row, channel: i < 3 ? 'shop' : 'phone' }));
    const insightId = await pin(await importRows(rows), rows, 'phone');
    const workshopId = await workshop.createWorkshop(steering, {
      title: 'Waits',
      problem: 'Waits',
      goal: 'Know why',
      template: '5m',
      language: 'en',
      insightId,
    });
    const refusal = { code: 'conflict', reason: 'evidence.insight.noFigure' };
    await expect(workshop.packInsight(steering, { workshopId, insightId })).rejects.toMatchObject(refusal);
    const metric = workshop.setHeadMetric(steering, { workshopId, insightId, version: 0 });
    await expect(metric).rejects.toMatchObject(refusal);
    expect((await workshop.getWorkshop(steering, workshopId)).insight?.figure).toBeNull();
    expect((await workshop.getMinutes(steering, workshopId)).insight).toBeNull();
    expect((await survey.findInsight(steering, insightId))?.figure?.n).toBe(57);
  });

  test.skipIf(isAbsent)(
    '[SV114] words, names and quotes that a masked file lacks go at once; figures stay',
    async () => {
      const { survey } = scene.app;
      const rows = crowd(60);
      const waveId = await importRows(rows);
      await publish(waveId);
      await survey.pinInsight(analyst, {
        waveId,
        question: {
          column: 'Why',
          label: 'Why',
          kind: 'phrase',
          term: 'friendly',
          isFolded: true,
          contrast: { kind: 'score', column: 'NPS' },
          side: 'first',
          segment: null,
          weight: null,
        },
        title: 'Friendly',
        value: 100,
        interval: [90, 100],
        n: 30,
        evidence: { quotes: ['friendly people', 'slow answers'] },
      });
      await pin(waveId, rows, 'chat');
      expect(await seen(waveId)).toContain('friendly people');
      const masked = rows.map((row, i) => ({
        ...row,
        channel: row.channel === 'chat' ? '[name]' : row.channel,
        why: row.why === 'friendly people' ? '[name] people' : row.why,
        nps: i === 0 ? '0' : row.nps,
      }));
      const figures = (await survey.getWave(director, waveId)).figures;
      await importRows(masked, { waveId, version: 1 }, false);
      const after = await seen(waveId);
      for (const gone of ['friendly', 'chat']) expect(after).not.toContain(gone);
      for (const left of ['slow answers', 'phone']) expect(after).toContain(left);
      expect((await survey.getWave(director, waveId)).figures).toEqual(figures);
    },
  );

  test.skipIf(isAbsent)(
    '[SV114] while a file is looked through, no word, name or quote is shown',
    async () => {
      const { survey } = scene.app;
      const rows = crowd(60);
      const waveId = await importRows(rows);
      await publish(waveId);
      const { db } = scene.app.database;
      await db.updateTable('wave').set({ version: 2 }).where('id', '=', waveId).execute();
      await db.updateTable('disclosure').set({ state: 'pending' }).where('wave_id', '=', waveId).execute();
      const tables = (await survey.findPublication(director, waveId))?.tables;
      expect(tables?.measures[0]?.cells[0]).toMatchObject({ n: 60 });
      expect(JSON.stringify([tables?.segments, tables?.words])).not.toMatch(/phone|chat|friendly|slow/);
    },
  );

  test.skipIf(isAbsent)('[SV112] the ledger goes with its wave, and holds no answer', async () => {
    const { db } = scene.app.database;
    const waveId = await importRows(crowd(60));
    await publish(waveId);
    const blobs = async () => (await db.selectFrom('blob').select('id').execute()).length;
    expect(await blobs()).toBe(2);
    const { key } = await db.selectFrom('disclosure').select('key').executeTakeFirstOrThrow();
    expect(key).toHaveLength(27);
    await scene.app.survey.removeWave(analyst, { waveId, version: 1 });
    expect(await blobs()).toBe(0);
    expect(await db.selectFrom('disclosure').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('disclosed_version').selectAll().execute()).toEqual([]);
  });
});
