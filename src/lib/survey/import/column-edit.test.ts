import { expect, test } from 'vitest';
import { readText } from '#lib/tabular/testing/table.ts';
import { addChoice, describeColumns, NO_CHOICES } from '../columns/describe-columns.ts';
import { decideColumn, type ColumnDecision } from './column-decision.ts';
import { answersToOrder, choiceOf, MOST_ORDERED, type ColumnEdit } from './column-edit.ts';

function decide(text: string): ColumnDecision[] {
  const { table } = readText(text, { delimiter: ',', headerRows: 1 });
  return describeColumns(table).map((description) => decideColumn(description, {}, '.'));
}

const words = ['ujdzie', 'lipa', 'bajka', 'nie byłem'];
const TWO = decide(
  `A,B,Region\n${Array.from({ length: 40 }, (_, i) => `${words[i % 4] ?? ''},${words[i % 3] ?? ''},R${i}`).join('\n')}\n`,
);

test('[SV202] free words get an order by hand, for all columns that have no others', () => {
  const order: ColumnEdit = { kind: 'order', answers: ['lipa', 'ujdzie', 'bajka'], none: ['nie byłem'] };
  expect(TWO.map((decision) => choiceOf(decision, order))).toEqual([
    {
      role: 'rating',
      scale: { min: 1, max: 3 },
      points: { lipa: 1, ujdzie: 2, bajka: 3 },
      naCodes: ['nie byłem'],
      isReversed: false,
    },
    {
      role: 'rating',
      scale: { min: 1, max: 3 },
      points: { lipa: 1, ujdzie: 2, bajka: 3 },
      naCodes: [],
      isReversed: false,
    },
    undefined,
  ]);
  const [first] = TWO;
  if (!first) throw new Error('no column');
  const decided = decideColumn(first.description, choiceOf(first, order) ?? {}, '.');
  expect(decided.now?.estimate.n).toBe(30);
  expect(decided.wordings.map(({ text, point }) => [text, point])).toEqual([
    ['lipa', 1],
    ['ujdzie', 2],
    ['bajka', 3],
  ]);
});

test('[SV202] what is to be ordered are the answers of all columns, those with a number first', () => {
  expect(answersToOrder(TWO.slice(0, 2))).toHaveLength(4);
  const scale = decide(
    `Q\n${['Agree', 'Disagree', 'Neutral', 'Strongly agree', 'Strongly disagree'].join('\n')}\n`,
  );
  expect(answersToOrder(scale)).toEqual([
    'Strongly disagree',
    'Disagree',
    'Neutral',
    'Agree',
    'Strongly agree',
  ]);
});

test('[SV202] more answers than can be ordered by hand are not offered', () => {
  const answers = (n: number): string[] | undefined =>
    answersToOrder(
      decide(`Q,R\n${Array.from({ length: n }, (_, i) => `answer ${i},x`).join('\n')}\n`).slice(0, 1),
    );
  expect([answers(MOST_ORDERED)?.length, answers(MOST_ORDERED + 1)]).toEqual([MOST_ORDERED, undefined]);
});

test('[SV202] what an edit cannot mean for a column leaves it alone', () => {
  const [rated, region] = decide(
    `Ocena,Region\n${Array.from({ length: 30 }, (_, i) => `${(i % 5) + 1},${i % 2 === 0 ? 'N' : 'brak'}`).join('\n')}\n`,
  );
  if (!rated || !region) throw new Error('no columns');
  const scale: ColumnEdit = { kind: 'scale', scale: { min: 0, max: 6 } };
  expect([choiceOf(rated, scale), choiceOf(region, scale)]).toEqual([
    { scale: { min: 0, max: 6 } },
    undefined,
  ]);
  expect([
    choiceOf(rated, { kind: 'na', codes: ['5', '9'] }),
    choiceOf(region, { kind: 'na', codes: ['brak'] }),
  ]).toEqual([{ naCodes: ['5'] }, { naCodes: ['brak'] }]);
  expect(choiceOf(region, { kind: 'direction', isReversed: true })).toBeUndefined();
  expect(choiceOf(rated, { kind: 'role', role: rated.role })).toBeUndefined();
  expect(addChoice(NO_CHOICES, 0, choiceOf(rated, { kind: 'role', role: 'number' }) ?? {}).get(0)).toEqual({
    role: 'number',
    naCodes: [],
  });
});
