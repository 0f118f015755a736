import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { airportSurvey } from '#lib/survey/testing/twin-files.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { MOST_NAMES, noColumnText } from './analyse-refusals.ts';
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

/** Two questions, one of them joined options, with a weight: 30 people. */
function crossedSurvey(): string {
  const rows = Array.from({ length: 30 }, (_, i) => {
    const used = ['app; desk', 'app', 'desk', 'phone', 'app; phone', 'desk; phone'][i % 6];
    return `${i + 1},${i % 3 === 0 ? 'North' : 'South'},${used},${i % 2 === 0 ? 1 : 3},${i < 5 ? 'a' : ''},${i < 5 ? '' : 'b'}`;
  });
  return `id,Region,Used,Factor,Early,Late\n${rows.join('\n')}\n`;
}
const CROSSED = [
  '--role',
  'Region=category',
  '--role',
  'Used=multi',
  '--role',
  'Early=category',
  '--role',
  'Late=category',
];

test('[SV165] --cross adds exactly the documented names; without a weight intervals are of counts', async () => {
  const path = fileOf('cross.csv', crossedSurvey());
  const { code, out } = await run(
    path,
    '--json',
    ...CROSSED,
    '--role',
    'Factor=ignore',
    '--cross',
    'Used',
    'Region',
  );
  const { cross } = JSON.parse(out);
  expect(code).toBe(0);
  expect(Object.keys(cross)).toEqual(['row', 'column', 'n', 'cells', 'chi2', 'df', 'p', 'cramersV']);
  expect(cross).toMatchObject({
    row: 'Used',
    column: 'Region',
    n: 30,
    chi2: null,
    df: null,
    p: null,
    cramersV: null,
  });
  const cell = cross.cells.find(
    (each: { row: string; column: string }) => each.row === 'app' && each.column === 'North',
  );
  expect(Object.keys(cell)).toEqual(['row', 'column', 'count', 'share', 'ci95']);
  // Of the ten in the north five use the app: Wilson's interval of 5 of 10.
  expect(cell).toMatchObject({ count: 5, share: 50 });
  expect(cell.ci95.map((end: number) => end.toFixed(2))).toEqual(['23.66', '76.34']);
  expect(cross.cells).toHaveLength(6);
});

test('[SV165] [SV166] with a weight there are weighted shares and effective numbers, in the crosstab and in every list of answers', async () => {
  const path = fileOf('weighted.csv', crossedSurvey());
  const { out } = await run(path, '--json', ...CROSSED, '--role', 'Factor=weight', '--cross=region', 'used');
  const { cross, columns } = JSON.parse(out);
  expect(Object.keys(cross)).toEqual(['row', 'column', 'n', 'nEff', 'cells', 'chi2', 'df', 'p', 'cramersV']);
  // Weights 1 and 3, half of the people each: 30 x (2^2 / 5).
  expect(cross.nEff).toBeCloseTo(24, 9);
  // Of 15 app users every second row weighs 3: rows 0, 1, 4 of six; in the north row 0 and, in the next three, none.
  const weightOf = (i: number): number => (i % 2 === 0 ? 1 : 3);
  const app = Array.from({ length: 30 }, (_, i) => i).filter((i) => [0, 1, 4].includes(i % 6));
  const sum = (list: number[]): number => list.reduce((total, i) => total + weightOf(i), 0);
  const cell = cross.cells.find(
    (each: { row: string; column: string }) => each.row === 'North' && each.column === 'app',
  );
  expect(cell.weightedShare).toBeCloseTo((100 * sum(app.filter((i) => i % 3 === 0))) / sum(app), 9);
  expect(cell.share).toBeCloseTo((100 * app.filter((i) => i % 3 === 0).length) / app.length, 9);
  const [, region, used] = columns;
  expect(region.nEff).toBeCloseTo(24, 9);
  expect(region.categories[0]).toMatchObject({
    value: 'South',
    n: 20,
    weightedShare: expect.closeTo(200 / 3, 9),
  });
  expect(used.categories.find(({ value }: { value: string }) => value === 'app').weightedShare).toBeCloseTo(
    (100 * sum(app)) / 60,
    9,
  );
  expect(used.nEff).toBeCloseTo(24, 9);
});

test('[SV165] without a weight no list of answers has a weighted share', async () => {
  const { out } = await run(
    fileOf('plain.csv', crossedSurvey()),
    '--json',
    ...CROSSED,
    '--role',
    'Factor=ignore',
  );
  const [, region] = JSON.parse(out).columns;
  expect([region.nEff, region.categories[0].weightedShare]).toEqual([undefined, undefined]);
});

test('[SV165] a crosstab of nobody is a warning and 1, one that cannot be made says why', async () => {
  const path = fileOf('refused.csv', crossedSurvey());
  const nobody = await run(path, '--json', ...CROSSED, '--cross', 'Early', 'Late');
  expect(nobody.code).toBe(1);
  expect(nobody.err).toContain('Early by Late: nobody answered both questions.');
  expect(JSON.parse(nobody.out).warnings.at(-1)).toMatchObject({ code: 'empty-crosstab' });
  expect(JSON.parse(nobody.out).cross).toMatchObject({
    n: 0,
    cells: [{ count: 0, share: null, ci95: [null, null] }],
  });
  const refused = await Promise.all([
    run(path, '--cross', 'Region'),
    run(path, '--cross', 'Region', '--json'),
    run(path, '--cross', 'Region', 'Nobody'),
    run(path, '--cross', 'Region', 'region'),
    run(path, '--cross', 'Region', 'Used', '--cross', 'Region', 'Used'),
    run(path, '--role', 'id=id', '--cross', 'id', 'Region'),
  ]);
  expect(refused.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 1]);
  expect(refused[2]?.err).toContain('no column "Nobody"; the file has: id, Region');
  expect(refused[5]?.err).toContain('no crosstab of "id": its role is id');
});

test('[SV165] as a page the crosstab has the letters of its columns and the test', async () => {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const isTown = i < 100;
    return `${i + 1},${isTown ? 'Town' : 'Village'},${(isTown ? i < 90 : i < 120) ? 'yes' : 'no'}`;
  });
  const path = fileOf('letters.csv', `id,Place,Heard\n${rows.join('\n')}\n`);
  const { out } = await run(path, '--role', 'Heard=category', '--cross', 'Heard', 'Place');
  expect(out).toMatch(/yes\s+90\.0 % B\s+20\.0 %\s+55\.0 %/);
  expect(out).toContain("df 1, p 2.54e-23, Cramer's V 0.704");
});

test('[SV167] [SV168] drivers say which items they began without; --drivers takes a list, and what is missing is named', async () => {
  const rows = Array.from({ length: 100 }, (_, i) => {
    const [wait, price] = [1 + (i % 5), 1 + ((i * 7) % 5)];
    return `${wait + price},${wait},${price},${i < 30 ? 1 + (i % 5) : ''},${i % 2 === 0 ? 'red' : i % 3 === 0 ? 'blue' : 'green'}`;
  });
  const path = fileOf('drivers.csv', `Score,Wait,"Price, all",Desk,Colour\n${rows.join('\n')}\n`);
  const roles = [
    'Score=number',
    'Wait=rating',
    'Price, all=rating',
    'Desk=rating',
    'Colour=category',
  ].flatMap((role) => ['--role', role]);
  const first = JSON.parse((await run(path, '--json', ...roles, '--target', 'Score')).out).drivers;
  expect(first).toMatchObject({
    n: 100,
    respondents: 100,
    leftOut: [{ column: 'Desk', label: 'Desk', reason: 'few-answers', answered: 30 }],
  });
  const page = (await run(path, ...roles, '--target', 'Score')).out;
  expect(page).toContain('left out: Desk (30.00 % of 100 respondents answered it)');
  const named = await run(path, '--json', ...roles, '--target', 'Score', '--drivers', 'Desk,price, all');
  expect(JSON.parse(named.out).drivers).toMatchObject({ n: 30, leftOut: [] });
  const refused = await Promise.all([
    run(path, ...roles, '--drivers', 'Wait'),
    run(path, ...roles, '--target', 'Score', '--drivers', 'Wait,Nobody'),
    run(path, ...roles, '--target', 'Score', '--drivers', 'Wait,Colour'),
    run(path, ...roles, '--target', 'Colour'),
  ]);
  expect(refused.map(({ code }) => code)).toEqual([2, 2, 1, 1]);
  expect(refused[0]?.err).toContain('--drivers needs --target COLUMN');
  expect(refused[1]?.err).toContain('no column "Nobody"');
  expect(refused[2]?.err).toContain('no two different numbers in "Colour"');
  expect(refused[3]?.err).toContain(
    'no drivers of "Colour": its answers are neither numbers nor one of two answers',
  );
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

test('[SV169] --target COLUMN=ANSWER explains the share of an answer as a column of 0 and 1 would be', async () => {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [wait, price] = [1 + (i % 5), 1 + ((i * 7) % 4)];
    const colour = wait + price > 6 ? 'red' : i % 2 === 0 ? 'blue' : 'green';
    return `${i % 10 === 9 ? '' : colour},${i % 10 === 9 ? '' : Number(colour === 'red')},${wait},${price}`;
  });
  const path = fileOf('share.csv', `Colour,Red,Wait,Price\n${rows.join('\n')}\n`);
  const roles = ['Colour=category', 'Red=number', 'Wait=rating', 'Price=rating'].flatMap((role) => [
    '--role',
    role,
  ]);
  const of = async (target: string) => {
    const { out } = await run(path, '--json', ...roles, '--target', target);
    return JSON.parse(out).drivers;
  };
  const share = await of('colour=red');
  const own = await of('Red');
  expect([share.target, share.targetAnswer, share.n, own.n]).toEqual(['Colour', 'red', 108, 108]);
  expect(share.r2).toBeCloseTo(own.r2, 9);
  type Item = { column: string; lmg: number; lmgShareCi95: [number, number]; r: number };
  const rounded = ({ items }: { items: Item[] }): unknown[] =>
    items.map(({ column, lmg, lmgShareCi95, r }) => [
      column,
      ...[lmg, ...lmgShareCi95, r].map((each) => each.toFixed(9)),
    ]);
  expect(rounded(share)).toEqual(rounded(own));
  const unknown = await run(path, ...roles, '--target', 'Colour=violet');
  expect([unknown.code, unknown.err.includes('no drivers of "Colour=violet"')]).toEqual([1, true]);
  expect((await run(path, ...roles, '--target', 'Colour=red')).out).toContain(
    'Colour = red (linear probability model)',
  );
});

test('[SV165] a refusal names so many headings, and says that there are more', () => {
  const textOf = (count: number): string => {
    const columns = Array.from({ length: count }, (_, index) =>
      columnOf(['1'], { index, name: `q${index}` }),
    );
    return noColumnText({ rowCount: 1, decimal: '.', columns }, 'z');
  };
  const hasMore = (count: number): boolean => textOf(count).endsWith(', ...');
  expect([hasMore(MOST_NAMES), hasMore(MOST_NAMES + 1)]).toEqual([false, true]);
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
