import { expect, test } from 'vitest';
import { damageOf } from './column-issues.ts';
import { describeColumns } from './describe-columns.ts';
import { guessDateOrder, guessZone } from '#lib/tabular/file/date-passport.ts';
import { isExcelScore, parseDate, zoneOf } from '#lib/tabular/table/date-text.ts';
import { optionSplitter } from './joined-options.ts';
import { parseNumber } from '#lib/tabular/table/number-text.ts';
import { maskPersonalData } from '#lib/tabular/privacy/personal-data.ts';
import { readText } from '#lib/tabular/testing/table.ts';

const described = (text: string) => describeColumns(readText(text).table);
const headings = (...names: string[]) => names.map((name) => ({ name, label: name }));

test.each([
  ['2025/12/26 9:09:26 PM GMT+1', 'GMT+1'],
  ['2026-05-06 14:30:00 UTC', 'UTC'],
  ['2026-02-03T08:00:00Z', 'UTC'],
  ['2026-02-03T08:00:00+02:00', '+02:00'],
  ['26.12.2025 21:09', undefined],
])('[SV28] %s states the zone %s', (text, zone) => {
  expect(zoneOf(text)).toBe(zone);
});

test('[SV28] the order of dates is certain once a day is above 12, else it is said to be a guess', () => {
  const order = (...cells: string[]) => {
    const { value, reasons } = guessDateOrder(
      headings('When'),
      cells.map((cell) => [cell]),
    );
    return [value, reasons[0]?.key.split('.').at(-1)];
  };
  expect(order('03/04/2026', '25/04/2026')).toEqual(['dmy', 'above12']);
  expect(order('03/04/2026', '05/04/2026')).toEqual(['mdy', 'ambiguous']);
  expect(order('2026-04-03')).toEqual(['ymd', 'yearFirst']);
  expect(order('dobrze')).toEqual(['ymd', 'none']);
  expect(
    guessZone([['a'], ['b'], ['{"ImportId":"x","timeZone":"America/Denver"}']], headings('a'), []).value,
  ).toBe('America/Denver');
});

test('[SV28] seconds since 1970 are a moment, in UTC', () => {
  expect(parseDate('1767225600', 'ymd')).toBe(Date.UTC(2026, 0, 1));
});

test.each([
  ['1 234,50', ',', 1234.5],
  ['1\u00a0234\u00a0567,5', ',', 1_234_567.5],
  ['1\u202f234', '.', 1234],
  ['1.234,5', ',', 1234.5],
  ["1'234.5", '.', 1234.5],
  ['1\u2019234', '.', 1234],
  ["'-5", '.', -5],
  ['12 3456', '.', NaN],
  ['3,67', '.', NaN],
] as const)('[SV10] %s with the mark %s is %s', (text, decimal, number) => {
  expect(parseNumber(text, decimal)).toBe(number);
});

test('[SV32] scores that Excel made into days of a month are counted, and proposed as no answer', () => {
  expect(['Jan-05', '05.sty', '5-May', '1-maj'].map(isExcelScore)).toEqual([true, true, true, true]);
  expect(['May', 'Jan 2026', '5', 'maj 2026'].some(isExcelScore)).toBe(false);
  const rows = Array.from({ length: 60 }, (_, i) => `${i + 1},${i < 4 ? '05.sty' : (i % 5) + 1}`).join('\n');
  const [, rating] = described(`id,Rating\n${rows}\n`);
  expect(rating?.guess.role).toBe('rating');
  expect(rating?.naProposals).toContainEqual({ text: '05.sty', count: 4, reason: 'excel-date' });
  expect(rating && damageOf(rating)).toEqual([
    { severity: 'warning', code: 'excel-date', column: 'Rating', values: { example: '05.sty', count: 4 } },
  ]);
});

test('[SV32] ids that Excel rounded stay ids, with the number of different ones left', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `5.7030${i % 4}E+17,${i % 5}`).join('\n');
  const [id] = described(`respondent_id,x\n${rows}\n`);
  expect([id?.guess.role, id && damageOf(id)[0]?.values]).toEqual([
    'id',
    { example: '5.70300E+17', rows: 40, distinct: 4 },
  ]);
});

test('[SV30] a label with a comma is one option when its parts never occur apart', () => {
  const split = optionSplitter(
    ['Price', 'Fast, friendly service', 'Fast, friendly service, Price', 'Price, Range', 'Range'],
    ',',
  );
  expect(split('Fast, friendly service, Price')).toEqual(['Fast, friendly service', 'Price']);
  expect(split('Price, Range')).toEqual(['Price', 'Range']);
});

test.each([
  ['Rating (1 = best, 5 = worst)', true],
  ['Ocena: 1 – bardzo dobrze, 5 – bardzo źle', true],
  ['Rating (1 = worst, 5 = best)', false],
  ['Rating', false],
])('[SV31] "%s" says that 1 is best: %s', (heading, isReversed) => {
  const rows = Array.from({ length: 50 }, (_, i) => `${i + 1};${(i % 5) + 1}`).join('\n');
  const [, column] = described(`id;"${heading}"\n${rows}\n`);
  expect([column?.guess.role, column?.guess.isReversed ?? false]).toEqual(['rating', isReversed]);
});

test('[SV31] labels beside the numbers tell the direction', () => {
  const labels = ['1 - bardzo zadowolony', '2 - zadowolony', '4 - niezadowolony', '5 - bardzo niezadowolony'];
  const rows = Array.from({ length: 40 }, (_, i) => `${i + 1};${labels[i % 4]}`).join('\n');
  expect(described(`id;Zadowolenie\n${rows}\n`)[1]?.guess.isReversed).toBe(true);
});

test.each([
  ['zamówienie nr 44051401458', 'zamówienie nr 44051401458'],
  ['Order no. 44051401458 is late', 'Order no. 44051401458 is late'],
  ['PESEL 44051401458', 'PESEL [PESEL]'],
  ['zamówienie 12, mój PESEL to 44051401458', 'zamówienie 12, mój PESEL to [PESEL]'],
  ['pesel:44051401458', 'pesel:[PESEL]'],
  ['PESEL44051401458', 'PESEL[PESEL]'],
  ['44051401458', '[PESEL]'],
  ['55558888888 i 00000000000', '55558888888 i 00000000000'],
  ['paczka 600100200', 'paczka 600100200'],
  ['paczka, tel. 600100200', 'paczka, tel. [phone]'],
  ['wydałem 100 200 300 zł', 'wydałem 100 200 300 zł'],
  ['NIP firmy to 5260250274', 'NIP firmy to [NIP]'],
  ['faktura 5260250274', 'faktura 5260250274'],
])('[SV33] words around a number speak for a person or a thing: %s', (text, masked) => {
  expect(maskPersonalData(text).text).toBe(masked);
});
