import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const DAY_MS = 86_400_000;

describe.each(ENGINES)('imports on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let analyst: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    analyst = await scene.person('Anna Analyst', ['analyst']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

  async function upload(bytes: Uint8Array): Promise<string> {
    const { survey } = scene.app;
    const { blobId, positions } = await survey.startUpload(analyst, {
      byteSize: bytes.byteLength,
      sha256: hashOf(bytes),
    });
    if (positions.length === 0) await survey.uploadChunk(analyst, { blobId, position: 0, bytes });
    return blobId;
  }

  /** A wave of so many answers, in the place of another when `replaces` says so. */
  async function importWave(
    count: number,
    more: {
      replaces?: { waveId: string; version: number };
      keepsPrevious?: boolean;
      waveName?: string;
      surveyName?: string;
      settings?: object;
    } = {},
  ): Promise<string> {
    const blobId = await upload(new TextEncoder().encode(`wave of ${count}`));
    return scene.app.survey.importWave(analyst, {
      surveyName: 'Customers',
      waveName: 'Autumn',
      fieldedOn: '2026-09-01',
      fileName: `${count}.csv`,
      blobId,
      rows: { read: count, imported: count, rejected: 0, excluded: 0 },
      columns: [{ name: 'nps', label: 'NPS', role: 'nps', naCodes: [] }],
      figures: [],
      ...more,
    });
  }

  async function contentOf(waveId: string): Promise<string> {
    const { chunks } = await scene.app.survey.openWaveFile(analyst, waveId);
    let text = '';
    for await (const chunk of chunks) text += new TextDecoder().decode(chunk);
    return text;
  }

  test.skipIf(isAbsent)('every command refuses who may not import', async () => {
    const { survey } = scene.app;
    const lead = await scene.person('Lena Lead', ['lead']);
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [lead, 'forbidden'],
    ] as const) {
      await expect(survey.startUpload(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.importWave(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.undoImport(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.removeWave(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.linkColumns(actor, {})).rejects.toMatchObject({ code });
      await expect(survey.findPreviousVersion(actor, '')).rejects.toMatchObject({ code });
      await expect(survey.listProfiles(actor)).rejects.toMatchObject({ code });
      const chunk = { blobId: '', position: 0, bytes: new Uint8Array() };
      await expect(survey.uploadChunk(actor, chunk)).rejects.toMatchObject({ code });
    }
    await expect(survey.listColumnLinks(NOBODY, '')).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)(
    '[SV83] an upload is found again by its bytes, also when its wave was refused',
    async () => {
      const { survey } = scene.app;
      await importWave(10);
      const bytes = new TextEncoder().encode('wave of 11');
      const start = { byteSize: bytes.byteLength, sha256: hashOf(bytes) };
      const { blobId } = await survey.startUpload(analyst, start);
      expect(await survey.startUpload(analyst, start)).toMatchObject({ blobId, positions: [] });
      await expect(importWave(11)).rejects.toMatchObject({ code: 'conflict' });
      expect(await survey.startUpload(analyst, start)).toMatchObject({ blobId, positions: [0] });
      await importWave(11, { waveName: 'Winter' });
      // The bytes of a wave are no upload any more, and nobody finds those of another person.
      expect((await survey.startUpload(analyst, start)).blobId).not.toBe(blobId);
      const other = await scene.person('Adam Analyst', ['analyst']);
      expect(await survey.startUpload(other, start)).toMatchObject({ positions: [] });
    },
  );

  test.skipIf(isAbsent)(
    '[SV88] a survey keeps how its last file was read, and nothing of a refused one',
    async () => {
      const { survey } = scene.app;
      const settingsOf = (encoding: string): object => ({
        passport: { encoding },
        columns: [{ name: 'nps', role: 'nps', isReversed: false, naCodes: ['11'], isDropped: false }],
      });
      await importWave(10, { waveName: 'Before' });
      expect(await survey.listProfiles(analyst)).toEqual([]);
      const waveId = await importWave(11, { settings: settingsOf('windows-1250') });
      await importWave(12, { surveyName: 'Staff', settings: settingsOf('utf-8') });
      await expect(importWave(13, { settings: settingsOf('cp852') })).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(
        importWave(14, { waveName: 'Winter', settings: settingsOf('klingon') }),
      ).rejects.toMatchObject({ code: 'invalid' });
      const kept = async (): Promise<unknown[]> =>
        (await survey.listProfiles(analyst))
          .map(({ surveyName, waveName, settings }) => [surveyName, waveName, settings])
          .toSorted();
      expect(await kept()).toEqual([
        ['Customers', 'Autumn', settingsOf('windows-1250')],
        ['Staff', 'Autumn', settingsOf('utf-8')],
      ]);
      // A newer file of the same wave is the last one that was read.
      await importWave(15, { replaces: { waveId, version: 1 }, settings: settingsOf('iso-8859-2') });
      expect(await kept()).toMatchObject([
        ['Customers', 'Autumn', settingsOf('iso-8859-2')],
        ['Staff', 'Autumn', {}],
      ]);
    },
  );

  test.skipIf(isAbsent)('[SV84] a file takes the place of another and an undo brings it back', async () => {
    const { survey } = scene.app;
    const waveId = await importWave(10);
    expect(await importWave(12, { replaces: { waveId, version: 1 } })).toBe(waveId);
    expect(await survey.getWave(analyst, waveId)).toMatchObject({
      version: 2,
      fileName: '12.csv',
      rows: { imported: 12 },
    });
    expect(await contentOf(waveId)).toBe('wave of 12');
    expect(await survey.findPreviousVersion(analyst, waveId)).toMatchObject({ fileName: '10.csv' });
    await expect(importWave(13, { replaces: { waveId, version: 1 } })).rejects.toMatchObject({
      code: 'stale',
    });

    expect(await survey.undoImport(analyst, { waveId, version: 2 })).toBe('restored');
    expect(await survey.getWave(analyst, waveId)).toMatchObject({ version: 3, rows: { imported: 10 } });
    expect(await contentOf(waveId)).toBe('wave of 10');
    await expect(survey.undoImport(analyst, { waveId, version: 3 })).rejects.toMatchObject({ code: 'gone' });
  });

  test.skipIf(isAbsent)(
    '[SV89] masking again destroys what was replaced, and what that replaced',
    async () => {
      const { survey, database } = scene.app;
      const waveId = await importWave(10);
      await importWave(12, { replaces: { waveId, version: 1 } });
      const masked = { replaces: { waveId, version: 2 }, keepsPrevious: false };
      expect(await importWave(11, masked)).toBe(waveId);
      expect(await contentOf(waveId)).toBe('wave of 11');
      const { db } = database;
      expect((await db.selectFrom('blob').select('id').execute()).length).toBe(1);
      const blobIds = await db.selectFrom('blob_chunk').select('blob_id').execute();
      expect(blobIds.map((row) => row.blob_id)).toEqual(
        (await db.selectFrom('wave').select('blob_id').execute()).map((row) => row.blob_id),
      );
      expect(await survey.findPreviousVersion(analyst, waveId)).toBeUndefined();
      await expect(survey.undoImport(analyst, { waveId, version: 3 })).rejects.toMatchObject({
        code: 'gone',
      });
      const actions = await db
        .selectFrom('audit_entry')
        .select('action')
        .where('action', 'like', 'wave.m%')
        .execute();
      expect(actions).toEqual([{ action: 'wave.mask' }]);
      // Refused on an older version, it destroys nothing.
      await expect(
        importWave(13, { replaces: { waveId, version: 2 }, keepsPrevious: false }),
      ).rejects.toMatchObject({ code: 'stale' });
      expect(await contentOf(waveId)).toBe('wave of 11');
    },
  );

  test.skipIf(isAbsent)('[SV84] undoing a first import removes the wave and its bytes', async () => {
    const { survey, database } = scene.app;
    const waveId = await importWave(10);
    await expect(survey.undoImport(analyst, { waveId, version: 2 })).rejects.toMatchObject({ code: 'stale' });
    expect(await survey.undoImport(analyst, { waveId, version: '1' })).toBe('removed');
    expect(await survey.listWaves(analyst)).toEqual([]);
    expect(await database.db.selectFrom('blob').selectAll().execute()).toEqual([]);
    expect(await database.db.selectFrom('blob_chunk').select('blob_id').execute()).toEqual([]);
  });

  test.skipIf(isAbsent)('[SV84] removing a wave removes the file before as well', async () => {
    const { survey, database } = scene.app;
    const waveId = await importWave(10);
    await importWave(12, { replaces: { waveId, version: 1 } });
    await expect(survey.removeWave(analyst, { waveId, version: 1 })).rejects.toMatchObject({ code: 'stale' });
    await survey.removeWave(analyst, { waveId, version: 2 });
    expect(await database.db.selectFrom('blob').select('id').execute()).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[SV84] replaced files are deleted after thirty days, unused uploads after seven',
    async () => {
      const { survey, database } = scene.app;
      const waveId = await importWave(10);
      await importWave(12, { replaces: { waveId, version: 1 } });
      await upload(new TextEncoder().encode('nobody made a wave of this'));
      const blobs = async (): Promise<number> =>
        (await database.db.selectFrom('blob').select('id').execute()).length;
      await survey.forgetOldFiles();
      expect(await blobs()).toBe(3);
      scene.clock.nowMs += 8 * DAY_MS;
      await survey.forgetOldFiles();
      expect(await blobs()).toBe(2);
      scene.clock.nowMs += 23 * DAY_MS;
      await survey.forgetOldFiles();
      expect(await blobs()).toBe(1);
      expect(await contentOf(waveId)).toBe('wave of 12');
    },
  );

  test.skipIf(isAbsent)(
    '[SV85] confirmed questions are kept with the wave and replaced as a whole',
    async () => {
      const { survey } = scene.app;
      const waveId = await importWave(10);
      const { surveyId } = await survey.getWave(analyst, waveId);
      const links = [
        { column: 'nps', question: 'Q_NPS' },
        { column: 'not there', question: 'x' },
      ];
      await survey.linkColumns(analyst, { waveId, links });
      expect(await survey.listColumnLinks(analyst, surveyId)).toEqual([
        { waveId, column: 'nps', question: 'Q_NPS' },
      ]);
      await survey.linkColumns(analyst, { waveId, links: [] });
      expect(await survey.listColumnLinks(analyst, surveyId)).toEqual([]);
    },
  );
});
