import { expect, test } from 'vitest';
import { labelNumber, labelWords } from './label-number.ts';
import { readLikert } from './likert.ts';
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

/** Scales from their lowest point: every point is chosen by somebody. */
const WHOLE_SCALES: readonly string[] = [
  'Disagree | Neither agree nor disagree | Agree',
  'Nie zgadzam się | Ani tak, ani nie | Zgadzam się',
  'Nigdy | Czasami | Zawsze',
  'Not at all important | Somewhat important | Very important',
  'Strongly disagree | Disagree | Agree | Strongly agree',
  'Zdecydowanie nie | Raczej nie | Raczej tak | Zdecydowanie tak',
  'Bardzo niezadowolony(-a) | Raczej niezadowolony(-a) | Raczej zadowolony(-a) | Bardzo zadowolony(-a)',
  'Very difficult | Somewhat difficult | Somewhat easy | Very easy',
  'Nigdy | Rzadko | Często | Zawsze',
  'Not at all satisfied | Not very satisfied | Somewhat satisfied | Very satisfied',
  'Poor | Fair | Good | Excellent',
  'Zdecydowanie źle | Raczej źle | Ani dobrze, ani źle | Raczej dobrze | Zdecydowanie dobrze',
  'Bardzo słabo | Słabo | Przeciętnie | Dobrze | Bardzo dobrze',
  'Fatalnie | Źle | Średnio | Dobrze | Doskonale',
  'Terrible | Poor | Average | Good | Excellent',
  'Definitely not | Probably not | Might or might not | Probably yes | Definitely yes',
  'Very unlikely | Unlikely | Neither likely nor unlikely | Likely | Very likely',
  'Bardzo mało prawdopodobne | Mało prawdopodobne | Ani prawdopodobne, ani nieprawdopodobne | Prawdopodobne | Bardzo prawdopodobne',
  'Zupełnie nieważne | Raczej nieważne | Ani ważne, ani nieważne | Raczej ważne | Bardzo ważne',
  'Not at all important | Slightly important | Moderately important | Very important | Extremely important',
  'Very unimportant | Unimportant | Neutral | Important | Very important',
  'Bardzo trudno | Trudno | Ani łatwo, ani trudno | Łatwo | Bardzo łatwo',
  'Not at all | Slightly | Moderately | Very | Extremely',
  'Disagree strongly | Disagree somewhat | Neutral | Agree somewhat | Agree strongly',
  'Much worse | Worse | About the same | Better | Much better',
  'Zdecydowanie gorzej | Trochę gorzej | Tak samo | Trochę lepiej | Zdecydowanie lepiej',
  'Far below expectations | Below expectations | Met expectations | Exceeded expectations | Far above expectations',
  'Strongly disagree | Disagree | Somewhat disagree | Somewhat agree | Agree | Strongly agree',
  'Completely dissatisfied | Mostly dissatisfied | Slightly dissatisfied | Slightly satisfied | Mostly satisfied | Completely satisfied',
  'Niedostateczny | Dopuszczający | Dostateczny | Dobry | Bardzo dobry | Celujący',
  'Very poor | Poor | Fair | Good | Very good | Excellent',
  'Strongly disagree | Disagree | Somewhat disagree | Neither agree nor disagree | Somewhat agree | Agree | Strongly agree',
  'Zdecydowanie się nie zgadzam | Nie zgadzam się | Raczej się nie zgadzam | Ani się zgadzam, ani się nie zgadzam | Raczej się zgadzam | Zgadzam się | Zdecydowanie się zgadzam',
  'Extremely dissatisfied | Moderately dissatisfied | Slightly dissatisfied | Neither satisfied nor dissatisfied | Slightly satisfied | Moderately satisfied | Extremely satisfied',
  'Całkowicie niezadowolony | Niezadowolony | Raczej niezadowolony | Ani zadowolony, ani niezadowolony | Raczej zadowolony | Zadowolony | Całkowicie zadowolony',
  'Never | Rarely | Occasionally | Sometimes | Frequently | Usually | Always',
  'Nigdy | Bardzo rzadko | Rzadko | Czasami | Często | Bardzo często | Zawsze',
  'Nigdy | Prawie nigdy | Rzadko | Czasem | Często | Prawie zawsze | Zawsze',
  'Extremely difficult | Difficult | Slightly difficult | Neither easy nor difficult | Slightly easy | Easy | Extremely easy',
];

test.each(WHOLE_SCALES)('[SV14] in whatever order the answers come, %s', (scale) => {
  const wordings = scale.split(' | ');
  const expected = wordings.map((_, i) => i + 1);
  const backwards = readLikert(wordings.toReversed());
  expect(points(wordings)).toEqual(expected);
  expect(wordings.map((wording) => backwards?.points.get(wording))).toEqual(expected);
  expect(backwards?.scale).toEqual({ min: 1, max: wordings.length });
  // The wave keeps its points where some are chosen by nobody.
  const some = readLikert([wordings[0] ?? '', wordings.at(-1) ?? ''], wordings.length);
  expect(some && [...some.points.values()]).toEqual([1, wordings.length]);
});

test('[SV14] a middle that nobody chose is assumed unless everything beside it was chosen', () => {
  expect(readLikert(['Disagree', 'Agree', 'Strongly agree'])?.scale).toEqual({ min: 1, max: 5 });
  expect(points(['Very satisfied', 'Very dissatisfied'])).toEqual([5, 1]);
  expect(points(['Somewhat disagree', 'Neutral', 'Strongly agree', 'Agree'])).toEqual([2, 3, 5, 4]);
});

test.each([
  [['Yes', 'No']],
  [['Tak', 'Nie']],
  [['Agree', 'Disagree']],
  [['Good morning', 'Bad weather', 'Average price']],
  [['Tak, w sklepie', 'Nie, przez telefon', 'Raczej przez telefon']],
] as const)('[SV14] %j are no scale', (answers) => {
  expect(readLikert(answers)).toBeUndefined();
});

test('[SV14] one answer outside the family, and there is no scale', () => {
  expect(
    readLikert(['Raczej się zgadzam', 'Zdecydowanie się zgadzam', 'Raczej wolę podwyżki']),
  ).toBeUndefined();
  expect(readLikert(['Yes', 'No'])).toBeUndefined();
  expect(readLikert(['Agree'])).toBeUndefined();
});

test.each([
  ['10 - Extremely likely', 10, 'Extremely likely'],
  ['0 (Not at all)', 0, 'Not at all'],
  ['5. bardzo dobrze', 5, 'bardzo dobrze'],
  ['6) Agree', 6, 'Agree'],
  ['1 = very satisfied', 1, 'very satisfied'],
  ['Agree (6)', 6, 'Agree'],
  ['Zgadzam się [4]', 4, 'Zgadzam się'],
  ['bardzo zadowolony = 5', 5, 'bardzo zadowolony'],
  ['zadowolony – 4', 4, 'zadowolony'],
  ['18–24', NaN, '18–24'],
  ['room 5', NaN, 'room 5'],
] as const)('[SV14] the number of "%s" is %s', (label, number, words) => {
  expect([labelNumber(label), labelWords(label)]).toEqual([number, words]);
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
