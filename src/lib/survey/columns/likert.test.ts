import { expect, test } from 'vitest';
import { leadingNumber, readLikert } from './likert.ts';
import { isNaText } from './na-text.ts';

const points = (answers: readonly string[]): (number | undefined)[] | undefined => {
  const scale = readLikert(answers);
  return scale && answers.map((answer) => scale.points.get(answer));
};

test.each([
  [
    ['Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree'],
    [1, 2, 3, 4, 5],
  ],
  [
    [
      'Zdecydowanie się nie zgadzam',
      'Raczej się nie zgadzam',
      'Ani tak, ani nie',
      'Raczej się zgadzam',
      'Zdecydowanie się zgadzam',
    ],
    [1, 2, 3, 4, 5],
  ],
  [
    [
      'nie zgadzam się',
      'raczej się nie zgadzam',
      'trochę tak, trochę nie',
      'raczej się zgadzam',
      'zgadzam się',
    ],
    [1, 2, 3, 4, 5],
  ],
  [
    ['Wcale', 'W małym stopniu', 'W umiarkowanym stopniu', 'W dużym stopniu', 'W bardzo dużym stopniu'],
    [1, 2, 3, 4, 5],
  ],
  [
    ['nigdy', 'rzadko', 'czasami', 'często', 'zawsze'],
    [1, 2, 3, 4, 5],
  ],
  [
    ['BARDZO NIEZADOWOLONY', 'zadowolona', 'bardzo zadowolony/a', 'ani zadowolony(a), ani niezadowolony(a)'],
    [1, 4, 5, 3],
  ],
  [
    [
      'Very favorably',
      'Somewhat favorably',
      'Neither favorably nor unfavorably (neutral)',
      'Very unfavorably',
    ],
    [5, 4, 3, 1],
  ],
  [
    ['Poor', 'Fair', 'Good', 'Very good', 'Excellent'],
    [1, 2, 3, 4, 5],
  ],
] as const)('[SV14] %j stand on %j', (answers, expected) => {
  expect(points(answers)).toEqual(expected);
});

test('[SV14] one answer outside the family, and there is no scale', () => {
  expect(
    readLikert(['Raczej się zgadzam', 'Zdecydowanie się zgadzam', 'Raczej wolę podwyżki']),
  ).toBeUndefined();
  expect(readLikert(['Yes', 'No'])).toBeUndefined();
  expect(readLikert(['Agree'])).toBeUndefined();
});

test('[SV14] a label that begins with a number keeps it', () => {
  expect(
    ['10 - Extremely likely', '0 (Not at all)', '5. bardzo dobrze', '18–24', 'room 5'].map(leadingNumber),
  ).toEqual([10, 0, 5, NaN, NaN]);
});

test.each([
  'N/A',
  'Blank',
  'nie dotyczy',
  'Nie dotyczy (brak dochodów)',
  'Trudno powiedzieć',
  'Wolę nie odpowiadać',
  'Unfamiliar (N/A)',
  '-',
  "Don't know",
  '#N/A',
])('[SV13] "%s" means no answer', (text) => expect(isNaText(text)).toBe(true));

test.each(['None', 'Nothing', 'Nie', 'Brak', 'Nice', 'Natalia', '0'])('[SV13] "%s" is an answer', (text) => {
  expect(isNaText(text)).toBe(false);
});
