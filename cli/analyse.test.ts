import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { airportSurvey } from '#lib/survey/testing/twin-files.ts';
import { analyseCommand } from './analyse.ts';

const folder = mkdtempSync(join(tmpdir(), 'herringbone-analyse-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await analyseCommand(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

/** 40 answers: NPS 0-10 with three of 11, a quality item with 0 as N/A, two regions, a comment with an address. */
function smallSurvey(): string {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const score = i < 3 ? 11 : i % 11;
    const comment = i === 5 ? 'write to anna@example.com' : '';
    return `${i + 1},${score},${i % 6},${i % 2 === 0 ? 'North' : 'South'},${comment}`;
  });
  return `id,NPS,Quality of service,Region,Why\n${rows.join('\n')}\n9,too,many,cells,in,here\n`;
}

test('[SV23] the JSON has the documented names, and N/A proposals are applied and listed', async () => {
  const { code, out } = await run(fileOf('small.csv', smallSurvey()), '--json');
  const analysis = JSON.parse(out);
  expect(code).toBe(0);
  expect(Object.keys(analysis)).toEqual(['file', 'rows', 'columns', 'warnings', 'metrics', 'pii']);
  expect(analysis.file).toEqual({
    encoding: 'utf-8',
    delimiter: ',',
    decimal: '.',
    headingRow: 1,
    headerRows: 1,
    quoting: 'standard',
    platform: 'plain',
    dateOrder: 'ymd',
    zone: 'unstated',
    lineEnds: 'lf',
  });
  expect(analysis.rows).toEqual({
    read: 41,
    imported: 40,
    rejected: 1,
    excluded: 0,
    reasons: { 'too-many-cells': 1 },
  });
  expect(analysis.columns[1]).toMatchObject({
    index: 1,
    name: 'NPS',
    role: 'nps',
    type: 'number',
    n: 37,
    missing: 3,
    na: ['11'],
  });
  expect(analysis.warnings[0]).toMatchObject({
    code: 'too-many-cells',
    message: expect.stringContaining('row 41'),
  });
  expect(analysis.metrics.nps).toMatchObject({ column: 'NPS', n: 37 });
  expect(analysis.metrics.csat[0]).toMatchObject({ column: 'Quality of service', n: 33 });
  expect(analysis.pii).toMatchObject({ email: 1, phone: 0 });
});

test('[SV23] flags win over guesses: roles, N/A codes set and cleared', async () => {
  const path = fileOf('flags.csv', smallSurvey());
  const na = JSON.parse((await run(path, '--json', '--na', 'NPS=')).out);
  expect(na.metrics.nps).toMatchObject({ n: 40 });
  expect(na.warnings.map(({ code }: { code: string }) => code)).toContain('outside-scale');
  const replaced = JSON.parse((await run(path, '--json', '--na=NPS=11,0')).out);
  expect(replaced.columns[1].na).toEqual(['11', '0']);
  const role = JSON.parse((await run(path, '--json', '--role', 'NPS=number', '--role', 'region=ignore')).out);
  expect([role.metrics.nps, role.columns[1].role, role.columns[3].role]).toEqual([
    undefined,
    'number',
    'ignore',
  ]);
});

test('[SV23] --segment and --target add their parts', async () => {
  const path = fileOf('parts.csv', smallSurvey());
  const { segments, drivers } = JSON.parse(
    (await run(path, '--json', '--segment', 'Region', '--target', 'NPS')).out,
  );
  expect(segments.map(({ value, n }: { value: string; n: number }) => [value, n])).toEqual([
    ['North', 20],
    ['South', 20],
  ]);
  expect(segments[0].measures[0]).toMatchObject({
    column: 'NPS',
    kind: 'nps',
    versusRest: { z: expect.any(Number) },
  });
  expect(drivers).toMatchObject({
    target: 'NPS',
    items: [{ column: 'Quality of service', lmgShare: expect.closeTo(100, 9) }],
  });
});

test('[SV23] without --json it is a page for people', async () => {
  const { code, out } = await run(fileOf('page.csv', smallSurvey()));
  expect(code).toBe(0);
  expect(out).toContain('41 read = 40 imported + 1 rejected + 0 excluded');
  expect(out).toMatch(/NPS\s+NPS\s+-?[\d.]+\s+-?[\d.]+ \.\. -?[\d.]+\s+37/);
});

test('[SV23] bad usage is 2 and says how', async () => {
  const path = fileOf('usage.csv', smallSurvey());
  const attempts = await Promise.all([
    run(),
    run(path, path),
    run(path, '--role', 'NPS=best'),
    run(path, '--na', 'NPS'),
    run(path, '--role', 'Nobody=nps'),
    run(path, '--sort'),
    run(path, '--target'),
  ]);
  expect(attempts.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 2, 2]);
  for (const { err } of attempts) expect(err).toContain('usage: herringbone analyse');
  expect(attempts[4]?.err).toContain('no column "Nobody"; the file has: id, NPS');
});

test('[SV2] bad input is 1 and says what the file is', async () => {
  const workbook = fileOf(
    'book.csv',
    new Uint8Array([0x50, 0x4b, 3, 4, ...new TextEncoder().encode('xl/workbook.xml')]),
  );
  const attempts = await Promise.all([
    run(workbook),
    run(fileOf('empty.csv', '')),
    run(fileOf('head.csv', 'id,score\n')),
    run(join(folder, 'absent.csv')),
    run(folder),
  ]);
  expect(attempts.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
  expect(attempts.map(({ err }) => err.split(': ')[1]?.slice(0, 24).trim())).toEqual([
    'This Excel workbook is d',
    'The file is empty.',
    'The file has headings bu',
    'no such file',
    'no such file',
  ]);
});

test('[SV23] a survey of coded answers gives its known figures as JSON', async () => {
  const { code, out } = await run(fileOf('airport.csv', airportSurvey()), '--json');
  const { rows, metrics } = JSON.parse(out);
  expect([code, rows.read, rows.imported + rows.rejected + rows.excluded]).toEqual([0, 2831, 2831]);
  expect(metrics.nps).toMatchObject({ n: 2746, promoters: 1436, passives: 968, detractors: 342 });
  expect([metrics.nps.value, ...metrics.nps.ci95].map((value: number) => value.toFixed(4))).toEqual([
    '39.8398',
    '37.2249',
    '42.4546',
  ]);
});

/** Sixty answers under a title and above a total, NPS -50 of ten promoters and forty detractors. */
function titledSurvey(): string {
  const scores = [
    ...new Array<number>(10).fill(9),
    ...new Array<number>(10).fill(7),
    ...new Array<number>(40).fill(3),
  ];
  const rows = scores.map((score, i) => `${i + 1};${score};${i % 2 ? 'a|b' : 'b'}`);
  return `Raport\nOkres od;2026-01-01\n\nID;NPS;Kanał\n${rows.join('\n')}\nRazem;;\n`;
}

test('[SV124] [SV127] what stands above and below the answers is skipped and said, and flags change that', async () => {
  const path = fileOf('titled.csv', titledSurvey());
  const guessed = JSON.parse((await run(path, '--json')).out);
  expect(guessed.file.headingRow).toBe(4);
  expect(guessed.rows).toEqual({
    read: 61,
    imported: 60,
    rejected: 0,
    excluded: 1,
    reasons: { 'total-row': 1 },
  });
  expect(guessed.metrics.nps).toMatchObject({ value: -50, promoters: 10, detractors: 40 });
  expect(guessed.warnings.map(({ code }: { code: string }) => code)).toEqual(['rows-above', 'total-rows']);
  const kept = JSON.parse((await run(path, '--json', '--keep', 'totals', '--heading-row', '5')).out);
  expect([kept.file.headingRow, kept.rows.imported]).toEqual([5, 60]);
  expect((await run(path, '--heading-row', '0')).code).toBe(2);
  expect((await run(path, '--quoting', 'none')).code).toBe(2);
});

test('[SV131] --join says what parts the options', async () => {
  const path = fileOf('joined.csv', titledSurvey());
  const channel = async (...flags: string[]): Promise<unknown> =>
    JSON.parse((await run(path, '--json', ...flags)).out).columns[2].categories.map(
      ({ value, n }: { value: string; n: number }) => [value, n],
    );
  expect(await channel('--join', 'Kanał=pipe')).toEqual([
    ['b', 60],
    ['a', 30],
  ]);
  expect(await channel('--join', 'Kanał=none')).toEqual([
    ['b', 30],
    ['a|b', 30],
  ]);
  expect((await run(path, '--join', 'Kanał=slash')).code).toBe(2);
});

test('[SV138] who asks for a figure that nobody gave gets exit status 1, and what there is', async () => {
  const path = fileOf('nobody.csv', titledSurvey());
  const { code, out, err } = await run(path, '--json', '--role', 'Kanał=rating');
  expect(code).toBe(1);
  expect(err).toContain('nobody answered "Kanał"');
  const { warnings } = JSON.parse(out);
  expect(warnings.map((warning: { code: string }) => warning.code)).toEqual(
    expect.arrayContaining(['not-numbers', 'nobody-answered']),
  );
  expect((await run(path, '--segment', 'Kanał', '--na', 'Kanał=a|b,b')).code).toBe(1);
});
