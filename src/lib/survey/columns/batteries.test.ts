import { expect, test } from 'vitest';
import { readText } from '#lib/tabular/testing/table.ts';
import { FEWEST_ITEMS, FEWEST_SHOWING } from './batteries.ts';
import { describeColumns, type ColumnDescription } from './describe-columns.ts';

/** The columns of a file in which each column repeats its answers until all have as many. */
function describeFile(columns: Readonly<Record<string, readonly (string | number)[]>>, rows = 60) {
  const names = Object.keys(columns);
  const lines = Array.from({ length: rows }, (_, row) =>
    names.map((name) => `"${columns[name]?.[row % (columns[name]?.length ?? 1)] ?? ''}"`).join(','),
  );
  const { table } = readText(`${names.map((name) => `"${name}"`).join(',')}\n${lines.join('\n')}\n`, {
    delimiter: ',',
    headerRows: 1,
  });
  return describeColumns(table);
}

const summaryOf = ({ guess: { role, scale }, naProposals }: ColumnDescription) => [
  role,
  scale && [scale.min, scale.max],
  naProposals.map(({ text }) => text),
];

const ONE_TO_FIVE = [1, 2, 3, 4, 5, 5];

test('[SV200] a 0 or a 6 that is no answer in its siblings is none in the last of them', () => {
  const items = Object.fromEntries(
    Array.from({ length: 25 }, (_, i) => [
      `Q7ITEM${i}`,
      [...ONE_TO_FIVE, ...ONE_TO_FIVE, ...ONE_TO_FIVE, 0, 6],
    ]),
  );
  const found = describeFile({ ...items, Q7LAST: [0, 0, 0, 1, 2, 3, 4, 5], Q7SIX: [1, 2, 3, 4, 5, 6] });
  expect(found.slice(0, 3).map(summaryOf)).toEqual(Array(3).fill(['rating', [1, 5], ['0', '6']]));
  expect(found.slice(-2).map(summaryOf)).toEqual([
    ['rating', [1, 5], ['0']],
    ['rating', [1, 5], ['6']],
  ]);
});

test('[SV200] a 0 that is an answer in its siblings is one in an item where hardly anybody gave it', () => {
  const often = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
  const found = describeFile({
    'Ocena: cena': often,
    'Ocena: czas': often,
    'Ocena: dojazd': [...often, ...often, 1, 2, 3, 4, 5].filter((x, i) => x > 0 || i === 0),
  });
  expect(found.map(summaryOf)).toEqual(Array(3).fill(['rating', [0, 5], []]));
});

test('[SV200] zeros that are rare throughout are "not applicable" throughout', () => {
  const rare = [...ONE_TO_FIVE, ...ONE_TO_FIVE, ...ONE_TO_FIVE, 0];
  const found = describeFile({ Wifi: rare, Food: rare, Seat: ONE_TO_FIVE, Legroom: rare });
  expect(found.map(({ guess }) => guess.scale)).toEqual(Array(4).fill({ min: 1, max: 5 }));
});

test('[SV200] one item with a 0 makes no 0-5 scale of those that have none', () => {
  const found = describeFile({ Czas: [0, 1, 2, 3, 4, 5, 5], Cena: [1, 2, 3, 4, 5], Towar: [1, 2, 3, 4, 5] });
  expect(found.map(({ guess }) => guess.scale)).toEqual(Array(3).fill({ min: 1, max: 5 }));
});

test('[SV200] an item in which nobody chose a point keeps the scale of its siblings', () => {
  const found = describeFile({ PYT_1: [-2, -1, 0, 1, 2], PYT_2: [-2, -1, 1, 2], PYT_3: [-1, 0, 1, 2] });
  expect(found.map(summaryOf)).toEqual(Array(3).fill(['rating', [-2, 2], []]));
});

test('[SV200] items in words take the scale of all their words, with a stem and without', () => {
  const all = [
    'Disagree',
    'Somewhat disagree',
    'Neutral',
    'Somewhat agree',
    'Agree',
    'Strongly agree',
    'Strongly disagree',
  ];
  for (const names of [
    ['Do you agree? [price]', 'Do you agree? [time]', 'Do you agree? [people]'],
    ['The price is right', 'It took little time', 'People make every effort'],
  ]) {
    const found = describeFile({
      [names[0] ?? '']: all,
      [names[1] ?? '']: all.slice(0, 6),
      [names[2] ?? '']: all.slice(1),
    });
    expect(found.map(summaryOf)).toEqual(Array(3).fill(['rating', [1, 7], []]));
  }
});

test('[SV200] one scale runs one way: the heading that says so speaks for its siblings', () => {
  const found = describeFile({
    'Oceń (1 = bardzo dobrze): cena': [1, 2, 3, 4, 5],
    'Ocena obsługi': [1, 2, 3, 4, 5],
    'Ocena strony': [1, 2, 3, 4, 5],
  });
  expect(found.map(({ guess }) => guess.isReversed)).toEqual([true, true, true]);
});

test('[SV200] codes of a list are no battery: who is asked, and lists of different lengths', () => {
  const found = describeFile({
    'D1 Płeć': [1, 2],
    'D2 Wykształcenie': [1, 2, 3, 4, 5],
    'D3 Wiek': [1, 2, 3, 4, 5, 6],
    M1: [1, 2, 3, 4, 5],
    M2: [1, 2],
    M3: [1, 2, 3],
  });
  expect(found.map(({ guess }) => guess.role)).toEqual([
    'category',
    'category',
    'category',
    'rating',
    'category',
    'category',
  ]);
});

test.each([
  ['rooms', 'number'],
  ['Liczba osób', 'number'],
  ['Ile dzieci', 'number'],
  ['number of persons', 'number'],
  ['The rooms are clean and quiet', 'rating'],
  ['Staff made every effort to help', 'rating'],
  ['Effort', 'ces'],
  ['How much effort did it take?', 'ces'],
] as const)('[SV201] "%s" with numbers from 1 to 5 is a %s', (name, role) => {
  expect(describeFile({ [name]: [1, 2, 3, 4, 5] })[0]?.guess.role).toBe(role);
});

test('[SV201] numbered labels are a scale by their words, their ends or their heading, else a list', () => {
  const [byWords, byEnds, byHeading, list] = describeFile({
    Q1: ['Agree (4)', 'Strongly agree (5)', 'Neutral (3)', 'Disagree (2)', 'Strongly disagree (1)'],
    Q2: ['1 - wcale', '2', '3', '4', '5 - w pełni'],
    'Ocena sklepu': ['1 = dno', '2 = bieda', '3 = ujdzie', '4 = fajnie', '5 = bajka'],
    Q4: ['1. Warszawa', '2. Kraków', '3. Łódź', '4. Gdańsk'],
  });
  expect([byWords, byEnds, byHeading, list].map((column) => column?.guess.role)).toEqual([
    'rating',
    'rating',
    'rating',
    'category',
  ]);
});

test('[SV201] what people wrote in a few words is a comment, and nothing said in it is proposed as N/A', () => {
  const texts = Array.from({ length: 50 }, (_, i) => `slow ${'abcdefghij'[i % 10]}${i} queue`);
  const [column] = describeFile({ 'What next?': [...texts, 'brak', 'n/d', 'NA'] }, 53);
  expect([column?.guess.role, column?.naProposals.map(({ text }) => text).sort()]).toEqual([
    'comment',
    ['NA', 'brak', 'n/d'],
  ]);
});

test('[SV200] so few items are no battery, and so many must show the whole scale', () => {
  const scale = ['Agree', 'Disagree', 'Neutral', 'Strongly agree', 'Strongly disagree'];
  const items = (count: number): string[] => {
    const columns = Array.from({ length: count }, (_, i) => [
      `Q [item ${i}]`,
      i === 0 ? scale : scale.slice(0, 3),
    ]);
    return describeFile(Object.fromEntries(columns)).map(({ guess }) => String(guess.scale?.max));
  };
  expect([new Set(items(FEWEST_ITEMS)).size, new Set(items(FEWEST_ITEMS - 1)).size]).toEqual([1, 2]);
  const rated = (showing: number): string | undefined => {
    const whole = Array.from({ length: showing }, (_, i) => [`P_${i}`, [1, 2, 3, 4, 5]]);
    const most = Array.from({ length: FEWEST_ITEMS }, (_, i) => [`P_${showing + i}`, [1, 2, 3, 4]]);
    return describeFile(Object.fromEntries([...whole, ...most])).at(-1)?.guess.role;
  };
  expect([rated(FEWEST_SHOWING), rated(FEWEST_SHOWING - 1)]).toEqual(['rating', 'category']);
});
