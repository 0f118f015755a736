import { expect, test } from 'vitest';
import { describeColumns } from '../columns/describe-columns.ts';
import { naEffects } from './na-effect.ts';
import { readText } from '#lib/tabular/testing/table.ts';

/** NPS follows the wait exactly; whoever did not wait answered 0, and was pleased. */
function survey(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const wait = (i % 5) + 1;
    const hasWaited = i % 4 !== 0;
    const price = ((i * 7) % 5) + 1;
    const nps = hasWaited ? wait * 2 : 10;
    return `${i + 1},${nps},${hasWaited ? wait : 0},${price}`;
  });
  return `id,NPS,Rating of wait,Rating of price\n${lines.join('\n')}\n`;
}

test('[SV34] the effect of leaving 0 out is shown on the drivers: rank and R squared, before and after', () => {
  const { table } = readText(survey(400));
  const [effect, ...others] = naEffects(table, describeColumns(table));
  expect(others).toEqual([]);
  expect(effect).toMatchObject({ index: 2, target: 'NPS', rankAfter: 1, items: 2 });
  expect(effect?.rSquaredBefore).toBeLessThan(0.3);
  expect(effect?.rSquaredAfter).toBeCloseTo(1, 9);
});

test('[SV34] without a proposal, or without a score to explain, there is no effect to show', () => {
  const clean = readText(survey(400).replaceAll(',0,', ',3,')).table;
  expect(naEffects(clean, describeColumns(clean))).toEqual([]);
  const noTarget = readText(survey(400).replace('NPS', 'id2')).table;
  expect(naEffects(noTarget, describeColumns(noTarget)).map(({ target }) => target)).not.toContain('id2');
});
