import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { answerScores } from '../measure/scores.ts';
import { FEWEST_PER_ITEM, reportDrivers } from './driver-report.ts';
import { layOutMap, LONGEST_LABEL } from './importance-map.ts';
import { lmg, MOST_LMG_PREDICTORS } from './lmg.ts';

/** Drivers of a target, from random answers of so many rows to so many items. */
function driversOf(items: number, count: number) {
  const random = seededRandom(3);
  const variable = (name: string) => {
    const answers = Array.from({ length: count }, () => String(1 + Math.floor(random() * 5)));
    const column = columnOf(answers, { name, role: 'rating', scale: { min: 1, max: 5 } });
    return { column, scores: answerScores(column, '.'), label: name, mean: 3, performance: 50 };
  };
  return reportDrivers(
    variable('target'),
    Array.from({ length: items }, (_, i) => variable(`item ${i}`)),
    Uint32Array.from({ length: count }, (_, row) => row),
    { missing: 'listwise', weights: undefined, random },
  );
}

test('[SV43] drivers need so many rows an item', () => {
  const items = 3;
  expect(driversOf(items, FEWEST_PER_ITEM * items)).toBeDefined();
  expect(driversOf(items, FEWEST_PER_ITEM * items - 1)).toBeUndefined();
});

test('[SV43] up to the most predictors every ordering is looked at, with more the relative weights are given', () => {
  const identity = (size: number): Float64Array =>
    Float64Array.from({ length: size * size }, (_, i) => Number(i % (size + 1) === 0));
  expect([...lmg(identity(MOST_LMG_PREDICTORS + 1), MOST_LMG_PREDICTORS + 1)]).toEqual(
    new Array(MOST_LMG_PREDICTORS).fill(0),
  );
  expect(() => lmg(identity(MOST_LMG_PREDICTORS + 2), MOST_LMG_PREDICTORS + 2)).toThrow(RangeError);
  expect(driversOf(MOST_LMG_PREDICTORS + 1, 400)?.method).toBe('johnson');
});

test('[SV44] a label on the map is cut when it is longer than the longest', () => {
  const label = (letters: number): string | undefined =>
    layOutMap([{ label: 'x'.repeat(letters), performance: 50, importance: 5, isNegative: false }], 720, 420)
      .points[0]?.text;
  expect(label(LONGEST_LABEL)).toBe('x'.repeat(LONGEST_LABEL));
  expect(label(LONGEST_LABEL + 1)).toBe(`${'x'.repeat(LONGEST_LABEL - 1)}…`);
});
