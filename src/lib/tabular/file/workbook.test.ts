import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { answerImport } from '#lib/survey/import/answer-import.ts';
import { openSource } from './survey-source.ts';
import { workbookOf, zipOf } from '../testing/workbook.ts';
import { elementsIn, elementsOf } from './xml-pieces.ts';
import { ArchiveRefused, ZipArchive } from './zip-archive.ts';

const ANSWERS = [
  ['id', 'Ocena', 'Kiedy', 'Uwagi'],
  [1, 9, { serial: 46_143.5 }, 'Świetnie, "naprawdę"'],
  [2, 3.5, { serial: 46_144 }, 'dwie\nlinie & znak <'],
  [3, null, null, null],
  [null, null, null, null],
  [5.70306e17, 0.1, { serial: 0.4 }, ' spacje '],
];

async function textOf(bytes: Uint8Array<ArrayBuffer>, sheet?: string): Promise<string> {
  const result = await openSource(new Blob([bytes]), sheet);
  return result.ok ? result.source.text.text() : result.issue.code;
}

test('[SV29] a sheet becomes delimited text: dates in ISO form, rows of one width, empty rows left out', async () => {
  expect(await textOf(await workbookOf({ Dane: ANSWERS }))).toBe(
    'id,Ocena,Kiedy,Uwagi\n' +
      '1,9,2026-05-01 12:00:00,"Świetnie, ""naprawdę"""\n' +
      '2,3.5,2026-05-02,"dwie\nlinie & znak <"\n' +
      '3,,,\n' +
      '570306000000000000,0.1,09:36:00," spacje "\n',
  );
});

test('[SV29] of several sheets the first visible one with answers is read, and another can be chosen', async () => {
  const bytes = await workbookOf(
    { Okładka: [['Raport']], Ukryty: ANSWERS, Dane: ANSWERS },
    { hidden: 'Ukryty' },
  );
  const opened = await openSource(new Blob([bytes]));
  expect(opened.ok && opened.source.workbook).toEqual({
    sheet: 'Dane',
    sheets: ['Okładka', 'Ukryty', 'Dane'],
  });
  expect((await textOf(bytes, 'Ukryty')).startsWith('id,Ocena')).toBe(true);
  expect(await textOf(bytes, 'Nic')).toBe('no-such-sheet');
  expect(await textOf(await workbookOf({ Pusty: [] }))).toBe('empty-workbook');
});

test('[SV29] an import of a workbook says that it is one, whatever its name, and gives its figures', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [i + 1, i % 11, 'tak']);
  const bytes = await workbookOf({ Dane: [['id', 'NPS', 'Klient'], ...rows] });
  const engine = askInPlace(answerImport);
  const inspected = await engine.ask('inspect', { file: new File([bytes], 'wyniki.csv'), overrides: {} });
  expect(inspected.ok && inspected.passport.workbook?.sheet).toBe('Dane');
  const reading = await engine.ask('read', undefined);
  expect([reading.rows.imported, reading.issues[0]?.code]).toEqual([60, 'workbook-read']);
  const { figures } = await engine.ask('prepare', new Map());
  expect(figures[0]).toMatchObject({ column: 'NPS', kind: 'nps', n: 60 });
});

test('[SV29] what unpacks to far more than it holds is stopped while it unpacks', async () => {
  const bomb = await zipOf([{ name: 'xl/workbook.xml', text: 'a'.repeat(12 << 20) }]);
  const archive = await ZipArchive.open(new Blob([bomb]));
  let seen = 0;
  const reading = (async () => {
    for await (const piece of archive.text('xl/workbook.xml')) seen += piece.length;
  })();
  await expect(reading).rejects.toThrow('suspicious-archive');
  expect(seen).toBeLessThan(9 << 20);
});

test('[SV29] the limit is over all members together', async () => {
  const text = Array.from({ length: 2000 }, (_, i) => `<row>${(i * 7919) % 10_007}</row>`).join('');
  const archive = await ZipArchive.open(new Blob([await zipOf([{ name: 'a', text }])]), text.length + 10);
  const readAll = async (): Promise<number> => {
    let length = 0;
    for await (const piece of archive.text('a')) length += piece.length;
    return length;
  };
  expect(await readAll()).toBe(text.length);
  await expect(readAll()).rejects.toBeInstanceOf(ArchiveRefused);
});

test('[SV29] entities cannot be declared, so that none can grow', async () => {
  const bytes = await workbookOf(
    { Dane: ANSWERS },
    { beforeStrings: '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' },
  );
  expect(await textOf(bytes)).toBe('suspicious-archive');
});

test('[SV29] a workbook cut short, or of garbage, is refused by name', async () => {
  const whole = await workbookOf({ Dane: ANSWERS });
  expect(await textOf(whole.slice(0, whole.length - 30))).toBe('damaged-workbook');
  const broken = whole.slice();
  broken.fill(0xff, 60, 400);
  expect(await textOf(broken)).toBe('damaged-workbook');
});

test('[SV115] an element that goes on over many pieces is not searched from its beginning again', async () => {
  async function* pieces(count: number): AsyncGenerator<string> {
    yield '<row r="1">';
    for (let i = 0; i < count; i++) yield '<c r="A1"><v>1</v></c>'.repeat(10);
    yield '</row>';
  }
  const rows: string[] = [];
  for await (const row of elementsOf(pieces(500), 'row')) rows.push(row);
  expect(rows.map(({ length }) => length)).toEqual([11 + 500 * 220 + 6]);
});

test('[SV115] a workbook of unclosed cells, readings and texts is read', async () => {
  const open = (tag: string): string => `<${tag} >`.repeat(40_000);
  for (const row of [
    open('c'),
    `<c t="inlineStr">${open('rPh')}</c>`,
    `<c t="inlineStr"><is>${open('t')}</is></c>`,
  ]) {
    const bytes = await workbookOf({ Dane: [['id'], [1]] }, { beforeSheetEnd: `<row>${row}</row>` });
    expect(await textOf(bytes)).toBe('id\n1\n');
  }
});

test('[SV115] many kinds of tags that are never closed are refused', () => {
  const text = Array.from({ length: 40 }, (_, i) => `<p${i}:c >`).join('');
  expect(() => [...elementsIn(text, 'c')]).toThrow('damaged-workbook');
});

test('[SV115] a cell far to the right in very many rows is refused before it fills the memory', async () => {
  const rows = '<row><c r="XFD1"><v>1</v></c></row>'.repeat(1000);
  const bytes = await workbookOf({ Dane: [['id']] }, { beforeSheetEnd: rows });
  expect(await textOf(bytes)).toBe('suspicious-archive');
});
