import { expect, test } from 'vitest';
import { analyse } from '#lib/survey/analyse/analyse.ts';
import type { Analysis } from '#lib/survey/analyse/analysis-report.ts';
import { type PassportOverrides, readPassport } from './passport.ts';
import { TableReader, type TableRead } from '../read/read-table.ts';
import {
  delighted,
  encodeText,
  formbricks,
  frenchRetail,
  joinBytes,
  limeSurvey,
  microsoftForms,
  qualtrics,
  zendesk,
} from '../testing/exports.ts';

function readBytes(bytes: Uint8Array, overrides: PassportOverrides = {}): Analysis & { read: TableRead } {
  const result = readPassport(bytes, true, overrides);
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport);
  for (let at = 0; at < bytes.length; at += 997) reader.push(bytes.subarray(at, at + 997));
  const read = reader.finish();
  return { ...analyse(read, result.passport, { choices: new Map() }), read };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const column = (analysis: Analysis, name: string) => analysis.columns.find((each) => each.name === name);
const categories = (analysis: Analysis, name: string) =>
  column(analysis, name)?.categories?.map(({ value, n }) => `${value} ${n}`);

test('[SV26] French rows in Windows-1252 and CP850 come out alike, and every repair is listed', () => {
  const { bytes, oldRows } = frenchRetail();
  const analysis = readBytes(bytes);
  expect([analysis.file.encoding, analysis.rows.imported]).toEqual(['windows-1252', 120]);
  expect(categories(analysis, 'magasin')).toEqual(['Orléans 80', 'Besançon 40']);
  expect(categories(analysis, 'satisfaction')?.length).toBe(3);
  const { repairedCells } = analysis.read;
  expect(new Set(repairedCells.map(({ row }) => row % 3))).toEqual(new Set([0]));
  expect(repairedCells.find(({ row }) => row === 3)).toMatchObject({
    column: 'magasin',
    encoding: 'cp850',
    before: 'Besan‡on',
    after: 'Besançon',
  });
  expect(
    analysis.issues.find(({ code, column: name }) => code === 'mixed-encoding' && name === 'magasin'),
  ).toMatchObject({
    values: { count: oldRows },
  });
  expect(JSON.stringify(analysis.columns)).not.toMatch(/[‚‡ŠÚÞ…]/);
});

test.each(['windows-1250', 'iso-8859-2', 'cp852', 'utf-8'] as const)(
  '[SV26] a Polish file in %s keeps its own encoding and repairs rows of the others',
  (encoding) => {
    const own = ['żółw', 'jaźń', 'gęślą', 'Śmiałość', 'wciąż źle', 'łąka'];
    const strangers = (['windows-1250', 'cp852', 'utf-8', 'iso-8859-2'] as const).filter(
      (each) => each !== encoding,
    );
    const rows = Array.from({ length: 60 }, (_, i) => encodeText(`${i};${own[i % 6]}\n`, encoding));
    const others = strangers.map((each, i) => encodeText(`${60 + i};część źle\n`, each));
    const analysis = readBytes(joinBytes([utf8('id;uwagi\n'), ...rows, ...others]));
    expect(analysis.file.encoding).toBe(encoding);
    expect(analysis.read.repairedCells.map(({ row, after }) => `${row} ${after}`)).toEqual(
      strangers.map((_, i) => `${61 + i} część źle`),
    );
  },
);

test('[SV26] a heading and the preview are repaired as the rows are', () => {
  const bytes = joinBytes([
    encodeText('id;źródło\n', 'cp852'),
    ...Array.from({ length: 30 }, (_, i) => encodeText(`${i};święto\n`, 'windows-1250')),
  ]);
  const result = readPassport(bytes, true);
  if (!result.ok) throw new Error(result.issue.code);
  expect(result.passport.headings[1]?.name).toBe('źródło');
  expect(result.passport.encoding.reasons.map(({ key }) => key)).toContain('file.reason.encoding.mixed');
});

test('[SV26] a letter that could be either is read as the rest of the file has shown', () => {
  const own = Array.from({ length: 20 }, (_, i) => encodeText(`${i};Ewa;święto\n`, 'windows-1250'));
  const other = encodeText('20;Łucja;późno, święta prawda\n', 'cp852'); // Ł alone could be a Slovak ť
  const analysis = readBytes(joinBytes([utf8('id;kto;uwagi\n'), ...own, other]));
  expect(analysis.read.repairedCells.map(({ after }) => after)).toEqual(['Łucja', 'późno, święta prawda']);
});

test('[SV26] an encoding chosen by hand is obeyed: nothing is repaired, and what cannot be read is said', () => {
  const bytes = joinBytes([utf8('id,text\n1,zażółć\n'), encodeText('2,źle\n', 'windows-1250')]);
  const analysis = readBytes(bytes, { encoding: 'utf-8' });
  expect(analysis.read.repairedCells).toEqual([]);
  expect(analysis.issues).toContainEqual({
    severity: 'warning',
    code: 'undecodable',
    column: 'text',
    values: { count: 1 },
  });
});

test('[SV26] a letter of UTF-8 that a tool cut in two is not taken for another encoding', () => {
  const cut = utf8('2,zażółć gęślą jaź').slice(0, -1);
  const analysis = readBytes(joinBytes([utf8('id,text\n1,zażółć\n'), cut, utf8('\n')]));
  expect([analysis.file.encoding, analysis.read.repairedCells]).toEqual(['utf-8', []]);
  expect(analysis.issues.map(({ code }) => code)).toEqual(['undecodable']);
});

test('[SV27] LimeSurvey: rows without submitdate are left out with their reason, or kept by choice', () => {
  const analysis = readBytes(utf8(limeSurvey()));
  expect(analysis.rows).toEqual({
    read: 60,
    imported: 50,
    rejected: 0,
    excluded: 10,
    reasons: { 'unfinished-response': 10 },
  });
  expect([analysis.file.platform, analysis.metrics.nps?.n]).toEqual(['limesurvey', 50]);
  expect(readBytes(utf8(limeSurvey()), { unfinishedRows: 'keep' }).rows.imported).toBe(60);
  expect(analysis.questions?.map(({ name, n, options }) => [name, n, options.map((each) => each.n)])).toEqual(
    [['Q1', 42, [30, 20, 10]]],
  );
});

test('[SV27] when most rows would be left out they are kept, and the passport says why', () => {
  const text = limeSurvey(12).replaceAll(/^("\d+"),"[^"]*"/gm, '$1,""');
  const result = readPassport(utf8(text), true);
  if (!result.ok) throw new Error(result.issue.code);
  const { unfinishedRows } = result.passport;
  expect([unfinishedRows.value, unfinishedRows.reasons.map(({ key }) => key.split('.').at(-1))]).toEqual([
    'keep',
    ['found', 'most'],
  ]);
});

test('[SV10] the guard of a formula is no part of a number: -5 stays -5', () => {
  const analysis = readBytes(utf8(limeSurvey()), { unfinishedRows: 'keep' });
  expect(column(analysis, 'change')?.categories?.map(({ value }) => value)).toContain("'-5");
  const numbers = readBytes(
    utf8(`id,change\n${Array.from({ length: 40 }, (_, i) => `${i},'-${i}.5`).join('\n')}\n`),
  );
  expect(column(numbers, 'change')).toMatchObject({ role: 'number', min: -39.5, max: -0.5 });
});

test('[SV27] Qualtrics: previews, spam and unfinished responses are counted apart; -99 is no answer', () => {
  const analysis = readBytes(utf8(qualtrics()));
  expect([analysis.file.headerRows, analysis.file.zone]).toEqual([3, 'Europe/Warsaw']);
  expect(analysis.rows).toMatchObject({
    read: 40,
    imported: 34,
    excluded: 6,
    reasons: { 'preview-response': 1, 'spam-response': 1, 'unfinished-response': 4 },
  });
  expect([column(analysis, 'Q1')?.role, column(analysis, 'Q2_1')?.na]).toEqual(['nps', ['-99']]);
  expect(column(analysis, 'Q3')).toMatchObject({ role: 'multi' });
  const kept = readBytes(utf8(qualtrics()), { testRows: 'keep', unfinishedRows: 'keep' });
  expect(kept.rows).toMatchObject({ imported: 40, excluded: 0 });
});

test('[SV30] Formbricks: a label with a comma is one option among those that `; ` joins', () => {
  const analysis = readBytes(utf8(formbricks()));
  expect(analysis.rows).toMatchObject({ read: 40, imported: 35, excluded: 5 });
  expect(analysis.questions?.[0]?.options.map(({ value }) => value).sort()).toEqual([
    'Chat, in the app',
    'Phone',
    'Shop',
  ]);
  expect(analysis.file.zone).toBe('UTC');
});

test.each(['windows-1250', 'utf-8'] as const)(
  '[SV5] Microsoft Forms saved by Polish Excel in %s',
  (encoding) => {
    const analysis = readBytes(encodeText(microsoftForms(), encoding));
    expect(analysis.file).toMatchObject({
      encoding,
      delimiter: ';',
      decimal: ',',
      platform: 'microsoft-forms',
      dateOrder: 'dmy',
    });
    expect(analysis.metrics.csat?.[0]).toMatchObject({ topBox: 40, n: 40, mean: 3 });
    expect(column(analysis, 'Średni wydatek (zł)')).toMatchObject({
      role: 'number',
      min: 1200.5,
      max: 3238.5,
    });
    expect(analysis.questions?.[0]?.options.map(({ value, n }) => `${value} ${n}`).sort()).toEqual([
      'Czat 20',
      'Infolinia 20',
      'Salon, punkt 20',
    ]);
  },
);

test('[SV12] Zendesk: good and bad are the score, offered is no answer', () => {
  const analysis = readBytes(utf8(zendesk()));
  expect(analysis.metrics.csat?.[0]).toMatchObject({ column: 'score', topBox: 75, n: 40 });
  expect([column(analysis, 'score')?.na, analysis.pii.phone]).toEqual([['offered'], 10]);
});

test('[SV12] Delighted: survey_type says what the score is, and moments are seconds since 1970', () => {
  const analysis = readBytes(utf8(delighted()));
  expect(analysis.metrics.nps).toMatchObject({ column: 'score', n: 44 });
  expect([
    column(analysis, 'created_at')?.role,
    column(analysis, 'person')?.role,
    analysis.file.zone,
  ]).toEqual(['date', 'ignore', 'UTC']);
});
