import * as v from 'valibot';
import { expect, test } from 'vitest';
import { InsightForm, SMALLEST_PINNED } from './insight.ts';

test('[SV80] a figure of fewer answers than the fewest is not pinned', () => {
  const accepts = (n: number): boolean =>
    v.is(InsightForm, {
      waveId: 'w',
      question: { column: 'nps', label: 'NPS', kind: 'nps', segment: null, weight: null },
      ...{ title: 'NPS', value: 10, interval: [5, 15], n },
    });
  expect([accepts(SMALLEST_PINNED - 1), accepts(SMALLEST_PINNED)]).toEqual([false, true]);
});
