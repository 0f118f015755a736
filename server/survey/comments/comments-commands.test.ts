import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const FIGURE = { column: 'nps', label: 'NPS', kind: 'nps', value: 20, interval: [10, 30], n: 100 };

describe.each(ENGINES)('tags and insights on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let analyst: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    analyst = await scene.person('Ala Analyst', ['analyst']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** A wave whose file nobody opens here: tags and insights live beside it. */
  async function makeWave(surveyName: string, waveName: string, fieldedOn = '2026-03-01'): Promise<string> {
    const { survey } = scene.app;
    const bytes = new TextEncoder().encode(`${surveyName} ${waveName}`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { blobId } = await survey.startUpload(analyst, { byteSize: bytes.length, sha256 });
    await survey.uploadChunk(analyst, { blobId, position: 0, bytes });
    const column = (name: string, role: string) => ({ name, label: name, role, naCodes: [] });
    return survey.importWave(analyst, {
      surveyName,
      waveName,
      fieldedOn,
      fileName: 'x.csv',
      blobId,
      rows: { read: 10, imported: 10, rejected: 0, excluded: 0 },
      columns: [column('nps', 'nps'), column('comment', 'comment')],
      figures: [{ ...FIGURE }, { ...FIGURE, column: 'few', n: 4 }],
    });
  }

  function pin(waveId: string): Promise<string> {
    const question = { column: 'nps', label: 'NPS', kind: 'nps', segment: null, weight: null };
    const { value, interval, n } = FIGURE;
    return scene.app.survey.pinInsight(analyst, { waveId, question, title: 'Low', value, interval, n });
  }

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { survey } = scene.app;
    const lead = await scene.person('Lead', ['lead']);
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [lead, 'forbidden'],
    ] as const) {
      await expect(survey.listTags(actor, 'x')).rejects.toMatchObject({ code });
      await expect(survey.addTag(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.changeTag(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.removeTag(actor, 'x')).rejects.toMatchObject({ code });
      await expect(survey.markComment(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.changeInsight(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.recordExport(actor, {})).rejects.toMatchObject({ code });
    }
    await expect(survey.getInsight(NOBODY, 'x')).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)('[SV62] a code frame belongs to a survey, and a name stands in it once', async () => {
    const { survey } = scene.app;
    const [spring, summer] = [await makeWave('A', 'Spring'), await makeWave('A', 'Summer')];
    const other = await makeWave('B', 'Spring');
    await survey.addTag(analyst, { waveId: spring, name: 'Queue', phrases: 'kolejka\n long wait ;kolejka' });
    const again = survey.addTag(analyst, { waveId: summer, name: 'Queue', phrases: '' });
    await expect(again).rejects.toMatchObject({ code: 'conflict', issues: [{ path: 'name' }] });
    const { tags } = await survey.listTags(analyst, summer);
    expect(tags).toMatchObject([{ name: 'Queue', phrases: ['kolejka', 'long wait'], version: 1 }]);
    expect((await survey.listTags(analyst, other)).tags).toEqual([]);
  });

  test.skipIf(isAbsent)('[SV62] another analyst sees a mark, and the last hand decides', async () => {
    const { survey } = scene.app;
    const colleague = await scene.person('Olek', ['analyst']);
    const waveId = await makeWave('A', 'Spring');
    const tagId = await survey.addTag(analyst, { waveId, name: 'Queue' });
    const mark = { waveId, tagId, column: 'comment', row: '3' };
    await survey.markComment(analyst, { ...mark, isOn: 'true' });
    await survey.markComment(colleague, { ...mark, isOn: 'false' });
    const { marks } = await survey.listTags(analyst, waveId);
    expect(marks).toEqual([{ tagId, column: 'comment', row: 3, isOn: false }]);
    await survey.removeTag(analyst, tagId);
    expect(await survey.listTags(analyst, waveId)).toEqual({ tags: [], marks: [] });
  });

  test.skipIf(isAbsent)('[FM16] a tag that was removed comes back with its marks', async () => {
    const { survey, undo } = scene.app;
    const waves = [await makeWave('A', 'Spring'), await makeWave('A', 'Summer')];
    const [waveId = ''] = waves;
    const tagId = await survey.addTag(analyst, { waveId, name: 'Queue', phrases: 'kolejka' });
    for (const [at, id] of waves.entries())
      await survey.markComment(analyst, { waveId: id, tagId, column: 'comment', row: at, isOn: true });
    const read = () => Promise.all(waves.map((id) => survey.listTags(analyst, id)));
    const before = await read();
    const { undoId } = await survey.removeTag(analyst, tagId);
    const taken = await survey.addTag(analyst, { waveId, name: 'Queue', phrases: '' });
    await expect(undo.takeBack(analyst, undoId ?? '')).rejects.toMatchObject({ code: 'conflict' });
    await survey.removeTag(analyst, taken);
    await undo.takeBack(analyst, undoId ?? '');
    expect(await read()).toEqual(before);
  });

  test.skipIf(isAbsent)('[SV62] a mark needs a comment of a wave of the tag’s own survey', async () => {
    const { survey } = scene.app;
    const waveId = await makeWave('A', 'Spring');
    const other = await makeWave('B', 'Spring');
    const tagId = await survey.addTag(analyst, { waveId, name: 'Queue' });
    const mark = { waveId, tagId, column: 'comment', row: 3, isOn: true };
    for (const wrong of [{ waveId: other }, { column: 'nps' }, { row: 10 }, { tagId: 'none' }]) {
      const marking = survey.markComment(analyst, { ...mark, ...wrong });
      await expect(marking).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test.skipIf(isAbsent)('[SV62] a tag changed on an old version is refused with the newer one', async () => {
    const { survey } = scene.app;
    const waveId = await makeWave('A', 'Spring');
    const tagId = await survey.addTag(analyst, { waveId, name: 'Queue' });
    await survey.changeTag(analyst, { tagId, version: 1, name: 'Queues', phrases: 'queue' });
    const stale = survey.changeTag(analyst, { tagId, version: 1, name: 'Lines', phrases: '' });
    await expect(stale).rejects.toMatchObject({ code: 'stale', current: { name: 'Queues', version: 2 } });
  });

  test.skipIf(isAbsent)(
    '[SV70] two who edit an insight: the second is refused with the newer text',
    async () => {
      const { survey } = scene.app;
      const insightId = await pin(await makeWave('A', 'Spring'));
      await survey.changeInsight(analyst, { insightId, version: 1, title: 'Lower', note: 'first' });
      const stale = survey.changeInsight(analyst, { insightId, version: 1, title: 'Lost', note: 'second' });
      await expect(stale).rejects.toMatchObject({
        code: 'stale',
        current: { title: 'Lower', note: 'first' },
      });
      const { insight } = await survey.getInsight(analyst, insightId);
      expect(insight).toMatchObject({
        title: 'Lower',
        figure: { value: FIGURE.value, n: FIGURE.n },
        version: 2,
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SV71] later waves of the same survey come with it, without small groups',
    async () => {
      const { survey } = scene.app;
      const lead = await scene.person('Lead', ['lead']);
      const insightId = await pin(await makeWave('A', 'Summer', '2026-06-01'));
      await makeWave('A', 'Spring', '2026-03-01');
      await makeWave('B', 'Autumn', '2026-09-01');
      await makeWave('A', 'Autumn', '2026-09-01');
      const { laterWaves } = await survey.getInsight(lead, insightId);
      expect(laterWaves.map(({ name, figures }) => [name, figures.length])).toEqual([['Autumn', 1]]);
      const employee = await scene.person('Employee');
      expect((await survey.getInsight(employee, insightId)).laterWaves).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SV72] an insight of a phrase keeps its counts and at most three quotes',
    async () => {
      const { survey } = scene.app;
      const waveId = await makeWave('A', 'Spring');
      const question = {
        kind: 'phrase',
        column: 'comment',
        label: 'Comment',
        term: 'long wait',
        isFolded: false,
        contrast: { kind: 'score', column: 'nps' },
        side: 'second',
        segment: null,
        weight: null,
      };
      const counts = { documentsA: 1, documentsB: 9, commentsA: 50, commentsB: 40 };
      const phrase = { g2: 12.5, logRatio: -3, a: 1, b: 10, ...counts };
      const form = { waveId, question, title: 'Waits', value: 22.5, interval: [12, 37], n: 40 };
      await expect(scene.app.survey.pinInsight(analyst, { ...form, n: 4 })).rejects.toMatchObject({
        issues: [{ path: 'n', message: 'form.tooSmall' }],
      });
      const evidence = { quotes: ['Call [phone]'], phrase };
      const id = await survey.pinInsight(analyst, { ...form, evidence });
      expect((await survey.getInsight(analyst, id)).insight).toMatchObject({ question, evidence });
      const many = survey.pinInsight(analyst, {
        ...form,
        evidence: { quotes: ['a', 'b', 'c', 'd'], phrase },
      });
      await expect(many).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  test.skipIf(isAbsent)('[SV73] whoever takes responses away stands in the audit log', async () => {
    const waveId = await makeWave('A', 'Spring');
    await scene.app.survey.recordExport(analyst, { waveId, what: 'comments-csv' });
    const entries = await scene.app.database.db
      .selectFrom('audit_entry')
      .innerJoin('audit_words', 'audit_words.entry_id', 'audit_entry.id')
      .select(['actor_name', 'action', 'details'])
      .where('action', '=', 'wave.export')
      .execute();
    expect(entries).toEqual([
      { actor_name: 'Ala Analyst', action: 'wave.export', details: '{"what":"comments-csv"}' },
    ]);
  });
});
