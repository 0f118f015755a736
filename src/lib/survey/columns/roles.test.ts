import { expect, test } from 'vitest';
import { applyChoices, describeColumns } from './describe-columns.ts';
import { readText } from '#lib/tabular/testing/table.ts';

/** A file of one column with these answers, repeated, after an id that is unique. */
function describeOne(heading: string, answers: readonly string[], times = 5) {
  const rows = Array.from({ length: times }, () => answers).flat();
  const text = `id,"${heading}"\n` + rows.map((answer, i) => `r${i},"${answer}"`).join('\n') + '\n';
  const { table } = readText(text, { delimiter: ',', headerRows: 1 });
  const description = describeColumns(table)[1];
  if (!description) throw new Error('no column');
  return description;
}

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

test.each([
  ['NETPRO', [...range(0, 11)], 'nps'],
  ['How likely are you to recommend us?', range(0, 10), 'nps'],
  ['Prawdopodobieństwo polecenia', range(3, 10), 'nps'],
  ['Waiting time', range(0, 10), 'rating'],
  ['Would you recommend us?', range(1, 5), 'rating'],
  ['Recommended', ['0', '1'], 'category'],
  ['NPS group', ['Promoter', 'Passive', 'Detractor'], 'nps'],
  ['Ogólne zadowolenie', range(1, 5), 'csat'],
  ['How easy was it to get help?', range(1, 7), 'ces'],
  ['Wysiłek', ['bardzo łatwo', 'łatwo', 'trudno'], 'ces'],
  ['Cleanliness', range(1, 5), 'rating'],
  ['PYT 1', range(-2, 2), 'rating'],
  ['weight', ['0.71', '1.02', '1.66'], 'weight'],
  ['Age', range(18, 70), 'number'],
  ['Age group', range(1, 7), 'category'],
  ['AIRLINE_CODE', range(1, 40), 'category'],
  ['Region', ['North', 'South'], 'category'],
  ['Interview date', ['2026-01-02', '2026-01-03'], 'date'],
  ['E-mail', ['a@example.com', 'b@example.com'], 'ignore'],
  ['Nothing', ['', ''], 'ignore'],
  ['Channels', ['Phone;Chat;', 'Chat;', 'Phone;Shop;', 'Phone;Chat;Shop;', 'Shop;'], 'multi'],
  ['Chat', ['', 'Chat'], 'multi'],
] as const)('[SV12] %s with %j is recognised as %s-like', (heading, answers, role) => {
  expect(describeOne(heading, answers).guess.role).toBe(role);
});

test.each([
  [['Telefon;E-mail;', 'Telefon;', 'Czat;Telefon;'], 'multi'],
  [['Phone, Chat', 'Chat', 'Phone', 'Phone, Chat, Shop'], 'multi'],
  [['Yes, always', 'Yes, sometimes', 'No'], 'category'],
  [['$0 - $24,999', '$25,000 - $49,999', '$50,000 - $99,999'], 'category'],
] as const)('[SV12] %j are options joined in a cell only when they recombine: %s', (answers, role) => {
  expect(describeOne('Q7', answers).guess.role).toBe(role);
});

test('[SV12] groups of NPS beside its scores are a category, so that NPS is counted once', () => {
  const rows = range(0, 10).map((score) => `${score},${Number(score) > 8 ? 'Promoter' : 'Detractor'}`);
  const { table } = readText(`Q2_NPS,Q2_NPS_GROUP\n${rows.join('\n')}\n`);
  expect(describeColumns(table).map(({ guess }) => guess.role)).toEqual(['nps', 'category']);
});

test('[SV12] long texts that hardly repeat are comments', () => {
  const answers = Array.from(
    { length: 60 },
    (_, i) => `I waited ${i} minutes and nobody could say why it took so long`,
  );
  expect(describeOne('What happened', answers, 1).guess.role).toBe('comment');
});

test('[SV12] a column of unique values named id is the id, and an unnamed counter too', () => {
  const { table } = readText(',id\n' + Array.from({ length: 60 }, (_, i) => `${i},K-${i * 7}`).join('\n'));
  expect(describeColumns(table).map(({ guess }) => guess.role)).toEqual(['id', 'id']);
});

test('[SV12] values alone are a weak reason for a rating, and it says so', () => {
  const { guess } = describeOne('Q5', range(1, 5));
  expect(guess.isWeak).toBe(true);
  expect(guess.reasons.map(({ key }) => key)).toContain('columns.reason.valuesOnly');
});

test.each([
  ['NETPRO', range(0, 11), ['11']],
  ['Quality', [...range(1, 5), '0', '6'], ['0', '6']],
  ['Quality', [...range(1, 5), '-99', '99'], ['-99', '99']],
  ['Quality', [...range(1, 5), 'Blank'], ['Blank']],
  ['Quality', [...range(1, 7)], []],
  [
    'Region',
    ['North', 'South', 'Nie dotyczy', 'Trudno powiedzieć / zależy'],
    ['Nie dotyczy', 'Trudno powiedzieć / zależy'],
  ],
  ['Visits', [...range(1, 60), '-99'], ['-99']],
] as const)('[SV13] %s with %j: %j is proposed as N/A', (heading, answers, expected) => {
  const { naProposals } = describeOne(heading, answers);
  expect(naProposals.map(({ text }) => text).sort()).toEqual([...expected].sort());
});

test('[SV13] a zero that many chose belongs to the scale 0-5', () => {
  const { guess, naProposals } = describeOne('Quality', ['0', '0', '0', '0', '0', ...range(1, 5)]);
  expect([guess.scale, naProposals]).toEqual([{ min: 0, max: 5 }, []]);
});

test('[SV13] in the app a proposal has no effect until it is accepted; codes set by hand replace it', () => {
  const { table } = readText('NPS\n' + range(0, 11).join('\n') + '\n');
  const descriptions = describeColumns(table);
  const codes = (choices: Parameters<typeof applyChoices>[2], accepts: boolean) =>
    applyChoices(table, descriptions, choices, accepts).columns[0]?.naCodes;
  expect(codes(new Map(), false)).toEqual([]);
  expect(codes(new Map(), true)).toEqual(['11']);
  expect(codes(new Map([[0, { naCodes: ['0'] }]]), true)).toEqual(['0']);
  expect(codes(new Map([[0, { naCodes: [] }]]), true)).toEqual([]);
});
