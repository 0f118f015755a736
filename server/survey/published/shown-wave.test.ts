import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/people/person.ts';
import { overallFigures } from '#lib/survey/measure/overall-figures.ts';
import { measure } from '#lib/survey/measure/measure.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { writeWave } from '#lib/survey/wave/wave-file.ts';
import { makeTestApp, type TestApp, type PersonActor } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const SERVER = join(import.meta.dirname, '..', '..');

/** Scores whose figures nobody else has: 61 and 57 people. */
const SCORES = Array.from({ length: 60 }, (_, i) => String([9, 3, 10, 7][i % 4]));

describe.each(ENGINES)('ways out of the survey on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let analyst: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    analyst = await scene.person('Ada', ['analyst', 'lead']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** Imports scores; everybody but three is on the phone. Returns the wave and what the responses give. */
  async function importScores(scores: readonly string[], replaces?: { waveId: string; version: number }) {
    const channel = scores.map((_, i) => (i < 3 ? 'shop' : 'phone'));
    const table = {
      rowCount: scores.length,
      decimal: '.' as const,
      columns: [
        columnOf(channel, { index: 0, name: 'Channel', label: 'Channel' }),
        columnOf(scores, { index: 1, name: 'NPS', label: 'NPS', role: 'nps', scale: { min: 0, max: 10 } }),
      ],
    };
    const bytes = writeWave(table);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { survey } = scene.app;
    const { blobId } = await survey.startUpload(analyst, { byteSize: bytes.byteLength, sha256 });
    await survey.uploadChunk(analyst, { blobId, position: 0, bytes });
    const figures = overallFigures(table);
    const waveId = await survey.importWave(analyst, {
      surveyName: 'Customers',
      waveName: 'Autumn',
      fieldedOn: '2026-09-01',
      fileName: 'autumn.csv',
      blobId,
      rows: { read: scores.length, imported: scores.length, rejected: 0, excluded: 0 },
      columns: table.columns.map(({ name, label, role }) => ({ name, label, role, naCodes: [] })),
      figures,
      ...(replaces ? { replaces } : {}),
    });
    await scene.app.jobs.settled();
    return { waveId, figures };
  }

  /** A wave with a withheld version and a withheld part, used wherever a workshop can use it. */
  async function makeSecrets() {
    const { survey, workshop } = scene.app;
    const { waveId } = await importScores(SCORES);
    const inside = columnOf(SCORES.slice(3), { role: 'nps', scale: { min: 0, max: 10 } });
    const part = measure(inside, 'nps', '.');
    const insightId = await survey.pinInsight(analyst, {
      waveId,
      question: {
        column: 'NPS',
        label: 'NPS',
        kind: 'nps',
        segment: { column: 'Channel', value: 'phone' },
        weight: null,
      },
      title: 'By phone',
      value: part.value,
      interval: part.interval,
      n: part.n,
    });
    await survey.publishWave(analyst, { waveId, segments: ['Channel'], figureThreshold: 5 });
    await scene.app.jobs.settled();
    const { figures } = await importScores([...SCORES, '0'], { waveId, version: 1 });
    const version = figures[0];
    if (!version) throw new Error('the wave has an NPS');
    const workshopId = await workshop.createWorkshop(analyst, {
      title: 'Waits',
      problem: 'Waits',
      goal: 'Know why',
      template: '5m',
      language: 'en',
      insightId,
    });
    const attempts = [
      workshop.packInsight(analyst, { workshopId, insightId }),
      workshop.setHeadMetric(analyst, { workshopId, insightId, version: 0 }),
    ];
    await Promise.allSettled(attempts);
    return { waveId, insightId, workshopId, secrets: [String(part.value), String(version.value)] };
  }

  test.skipIf(isAbsent)(
    '[SV112] no command of any domain hands a withheld figure to who sees no rows',
    async () => {
      const { waveId, insightId, workshopId, secrets } = await makeSecrets();
      const director = await scene.person('Daria', ['director', 'lead', 'mentor', 'admin']);
      const employee = await scene.person('Ewa');
      await scene.app.workshop.invitePeople(analyst, { workshopId, personIds: [director.id, employee.id] });
      const readers: Actor[] = [director, employee, { kind: 'system', name: 'room' }];
      const measures = {
        surveyId: (await scene.app.survey.getWave(analyst, waveId)).surveyId,
        column: 'NPS',
        kind: 'nps',
      };
      const inputs = [
        [waveId],
        [insightId],
        [workshopId],
        [measures],
        [{ waveId, insightId, workshopId }],
        [waveId, measures, null],
        [],
      ];
      let answers = 0;
      for (const domain of Object.values(scene.app)) {
        if (typeof domain !== 'object' || domain === null) continue;
        for (const [name, command] of Object.entries(domain)) {
          // What changes something is not asked: only what reads.
          if (typeof command !== 'function' || !/^(?:get|list|find|open|read)/.test(name)) continue;
          for (const reader of readers) {
            for (const input of inputs) {
              const answer: unknown = await Promise.resolve()
                .then(() => (command as (...args: unknown[]) => unknown)(reader, ...input))
                .catch(() => undefined); // refused, or an input of another command
              const text = JSON.stringify(answer) ?? '';
              if (text.length > 2) answers++;
              for (const secret of secrets) expect(text, `${name} for ${reader.kind}`).not.toContain(secret);
            }
          }
        }
      }
      expect(answers).toBeGreaterThan(30);
      // The analyst does see both: the test looks for the right numbers.
      const own = JSON.stringify([
        await scene.app.survey.getWave(analyst, waveId),
        await scene.app.survey.findInsight(analyst, insightId),
      ]);
      for (const secret of secrets) expect(own).toContain(secret);
    },
  );

  test.skipIf(isAbsent)(
    '[SV112] no table keeps a withheld figure but those that only who sees rows may read',
    async () => {
      const { secrets } = await makeSecrets();
      const { db } = scene.app.database;
      const holding: string[] = [];
      for (const { name } of await db.introspection.getTables()) {
        const rows = await db
          .selectFrom(name as 'wave') // every table of the schema, whatever its columns
          .selectAll()
          .execute();
        if (
          secrets.some((secret) =>
            JSON.stringify(rows, (_, value: unknown) =>
              typeof value === 'bigint' ? String(value) : value,
            ).includes(secret),
          )
        )
          holding.push(name);
      }
      expect(holding.toSorted()).toEqual(['insight', 'wave']);
    },
  );
});

test('[SV112] only the folder of surveys reads waves, insights and tables, and hands them out shown', () => {
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^(?:survey|database)\//.test(file),
  );
  const reading = files.filter((file) => {
    const text = readFileSync(join(SERVER, file), 'utf8');
    return /survey\/[a-z-]*store\.ts|(?:selectFrom|[jJ]oin)\(\s*'(?:wave|insight|publication|wave_version)\b/.test(
      text,
    );
  });
  expect(reading).toEqual([]);
});
