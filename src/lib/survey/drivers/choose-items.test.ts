import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { answerScores } from '../measure/scores.ts';
import { chooseItems, FEWEST_KEPT_SHARE, type ItemChoice } from './choose-items.ts';
import type { Variable } from './correlations.ts';
import { driverFault } from './driver-fault.ts';

const RATING = { role: 'rating', scale: { min: 1, max: 5 } } as const;

/** A target that everybody answered, and items of which each answered the first so many rows. */
function variables(people: number, answered: readonly number[]): { target: Variable; items: Variable[] } {
  const made = (name: string, count: number): Variable => {
    const column = columnOf(
      Array.from({ length: people }, (_, i) => (i < count ? String(1 + (i % 5)) : '')),
      { name, label: name, ...RATING },
    );
    return { column, scores: answerScores(column, '.') };
  };
  return { target: made('target', people), items: answered.map((count, i) => made(`item ${i}`, count)) };
}

const rowsOf = (people: number): Uint32Array => Uint32Array.from({ length: people }, (_, row) => row);

function choice(people: number, answered: readonly number[], fewestPerItem = 5): ItemChoice {
  const { target, items } = variables(people, answered);
  return chooseItems(target, items, rowsOf(people), { weights: undefined, fewestPerItem });
}

test('[SV167] a set keeps the share of respondents, at it and not below it', () => {
  expect(choice(1000, [1000, 1000 * FEWEST_KEPT_SHARE]).left).toEqual([]);
  expect(choice(1000, [1000, 1000 * (FEWEST_KEPT_SHARE - 0.001)])).toEqual({
    kept: ['item 0'],
    left: [{ column: 'item 1', label: 'item 1', reason: 'few-answers', answered: 59.9 }],
    respondents: 1000,
    complete: 1000,
  });
});

test('[SV167] the item with the fewest answers goes first; of equals the later one', () => {
  expect(choice(100, [100, 30, 90, 20]).kept).toEqual(['item 0', 'item 2']);
  // Both fit alone and not together: the rows of one are those that the other lacks.
  const { target, items } = variables(100, [100]);
  const half = (name: string, from: number): Variable => {
    const column = columnOf(
      Array.from({ length: 100 }, (_, i) => ((i + from) % 100 < 65 ? String(1 + (i % 5)) : '')),
      { name, label: name, ...RATING },
    );
    return { column, scores: answerScores(column, '.') };
  };
  const chosen = chooseItems(target, [...items, half('a', 0), half('b', 50)], rowsOf(100), {
    weights: undefined,
    fewestPerItem: 5,
  });
  expect([chosen.kept, chosen.complete]).toEqual([['item 0', 'a'], 65]);
});

test('[SV167] an item that comes back costs nobody: it goes out only where another one had to', () => {
  // 40 % skipped both of two items, 50 % a third one: with the third gone both may stay.
  expect(choice(100, [100, 60, 60, 50]).kept).toEqual(['item 0', 'item 1', 'item 2']);
});

test('[SV167] enough people an item are kept as well, and an item of one answer is left out for that', () => {
  expect(choice(20, [20, 20, 20, 20, 20]).kept).toHaveLength(4); // five people each
  const { target, items } = variables(40, [40]);
  const column = columnOf(
    Array.from({ length: 40 }, () => '3'),
    { name: 'flat', label: '', ...RATING },
  );
  const flat = { column, scores: answerScores(column, '.') };
  const { kept, left } = chooseItems(target, [flat, ...items], rowsOf(40), {
    weights: undefined,
    fewestPerItem: 5,
  });
  expect([kept, left]).toEqual([
    ['item 0'],
    [{ column: 'flat', label: 'flat', reason: 'same-answer', answered: 100 }],
  ]);
});

test('[SV167] whoever skipped the target or has no weight is no respondent', () => {
  const { target, items } = variables(10, [10]);
  const weights = Float64Array.from({ length: 10 }, (_, i) => [1, 0, NaN, 2][i % 4] ?? 0);
  const { respondents } = chooseItems(target, items, rowsOf(10), { weights, fewestPerItem: 1 });
  expect(respondents).toBe(5);
  expect(
    chooseItems(items[0] ?? target, [], rowsOf(10), { weights: undefined, fewestPerItem: 1 }).kept,
  ).toEqual([]);
  const few = variables(10, [10]);
  const skipped = { ...few, target: variables(10, [4]).items[0] ?? few.target };
  expect(
    chooseItems(skipped.target, few.items, rowsOf(10), { weights: undefined, fewestPerItem: 1 }).respondents,
  ).toBe(4);
});

test('[SV167] in any data, also of more items than bits, what is kept keeps enough, and the order of rows changes nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.array(fc.nat(1_000_000), { minLength: 30, maxLength: 60 }),
      (count, seeds) => {
        const answer = (i: number, item: number): string =>
          ((seeds[i] ?? 0) >> (item % 17)) % 7 === 0 ? '' : String(1 + (((seeds[i] ?? 0) * (item + 3)) % 5));
        const made = (name: string, of: (i: number) => string): Variable => {
          const column = columnOf(
            seeds.map((_, i) => of(i)),
            { name, label: name, ...RATING },
          );
          return { column, scores: answerScores(column, '.') };
        };
        const target = made('target', (i) => String(1 + (i % 5)));
        const items = Array.from({ length: count }, (_, item) =>
          made(`item ${item}`, (i) => answer(i, item)),
        );
        const rows = rowsOf(seeds.length);
        const options = { weights: undefined, fewestPerItem: 1 };
        const chosen = chooseItems(target, items, rows, options);
        const complete = seeds.filter((_, i) =>
          chosen.kept.every((name) => answer(i, Number(name.slice('item '.length))) !== ''),
        ).length;
        expect(chosen.complete).toBe(complete);
        expect(chosen.kept.length === 0 || complete >= FEWEST_KEPT_SHARE * seeds.length).toBe(true);
        expect(chosen.kept.length + chosen.left.length).toBe(count);
        expect(chooseItems(target, items, rows.toReversed(), options)).toEqual(chosen);
      },
    ),
    { numRuns: 60 },
  );
});

test('[SV168] what is missing is named: the target, the items, answers of which item', () => {
  const { target, items } = variables(20, [20, 20, 20, 6]);
  const words = columnOf(
    Array.from({ length: 20 }, (_, i) => ['red', 'green', 'blue'][i % 3] ?? ''),
    { name: 'colour', label: 'colour' },
  );
  const columns = [target, ...items].map(({ column }) => column);
  const table: SurveyTable = { rowCount: 20, decimal: '.', columns: [...columns, words] };
  const fault = (of: string, ...names: string[]) => {
    const column = table.columns.find(({ name }) => name === of);
    return column && driverFault(table, column, names);
  };
  expect(fault('colour', 'item 0')).toEqual({ reason: 'target' });
  expect(fault('target')).toEqual({ reason: 'no-items' });
  expect(fault('target', 'item 0', 'colour')).toEqual({ reason: 'items', names: ['colour'] });
  expect(fault('target', 'item 0', 'item 3')).toEqual({
    reason: 'few',
    complete: 6,
    needed: 10,
    fewest: { name: 'item 3', percent: 30 },
  });
});
