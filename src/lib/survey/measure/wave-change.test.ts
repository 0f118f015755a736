import { expect, test } from 'vitest';
import { changeSince, leadingFigure } from './wave-change.ts';

const nps = (value: number) => ({
  column: 'nps',
  label: '',
  kind: 'nps' as const,
  value,
  interval: [value - 4, value + 4] as [number, number],
  n: 900,
});
const wave = (name: string, fieldedOn: string, value: number, surveyId = 'one') => ({
  name,
  surveyId,
  fieldedOn,
  figures: [{ ...nps(value), column: 'q1', kind: 'mean' as const }, nps(value)],
});
const waves = [
  wave('autumn', '2026-09-01', 12),
  wave('other', '2026-08-01', 50, 'two'),
  wave('summer', '2026-06-01', 2),
  wave('spring', '2026-03-01', 40),
];

test('[SV19] a wave is compared with the wave of its survey before it, with an interval', () => {
  const [autumn, , , spring] = waves;
  const found = autumn && changeSince(autumn, waves);
  expect(found?.wave.name).toBe('summer');
  expect([found?.change.value, found?.change.interval.map((end) => end.toFixed(2))]).toEqual([
    10,
    ['4.34', '15.66'],
  ]);
  expect(spring && changeSince(spring, waves)).toBe(undefined);
});

test('[SV19] measures of different questions are not compared', () => {
  const now = { surveyId: 'one', fieldedOn: '2026-09-01', figures: [{ ...nps(3), kind: 'mean' as const }] };
  const then = { ...now, fieldedOn: '2026-06-01', figures: now.figures.map((f) => ({ ...f, column: 'q9' })) };
  expect(changeSince(now, [now, then])).toBe(undefined);
  expect(leadingFigure({ figures: [] })).toBe(undefined);
});
