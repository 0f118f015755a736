import { expect, test } from 'vitest';
import { layTimeline, MOST_NAMED, slipDays } from './timeline.ts';

test('projects lie along whole months, from the first that one begins in to the last that one ends in', () => {
  const { months, bars, today } = layTimeline(
    [
      { startsOn: '2026-11-16', endsOn: '2026-12-31', first: null },
      { startsOn: '2026-12-01', endsOn: '2027-01-31', first: null },
    ],
    '2026-12-01',
  );
  expect(months.map(({ day }) => day)).toEqual(['2026-11-01', '2026-12-01', '2027-01-01']);
  expect(months.map(({ at }) => at)).toEqual([0, 30 / 92, 61 / 92]);
  expect(bars[0]?.from).toBeCloseTo(15 / 92);
  expect(bars[0]?.to).toBeCloseTo(61 / 92);
  expect(bars[1]?.to).toBeCloseTo(1);
  expect(today).toBe(30 / 92);
});

test('of many years every quarter is named, and a day outside is not drawn', () => {
  const { months, today } = layTimeline(
    [{ startsOn: '2024-02-01', endsOn: '2026-03-01', first: null }],
    '2027-01-01',
  );
  expect(months.map(({ day }) => day.slice(0, 7))).toEqual([
    '2024-04',
    '2024-07',
    '2024-10',
    '2025-01',
    '2025-04',
    '2025-07',
    '2025-10',
    '2026-01',
  ]);
  expect(today).toBeNull();
});

test('as many months as are named stand there, of one more every third', () => {
  const monthsOf = (count: number): number => {
    const last = String(((count - 1) % 12) + 1).padStart(2, '0');
    const endsOn = `${2026 + Math.floor((count - 1) / 12)}-${last}-05`;
    return layTimeline([{ startsOn: '2026-01-05', endsOn, first: null }], '2026-01-05').months.length;
  };
  expect([monthsOf(MOST_NAMED), monthsOf(MOST_NAMED + 1)]).toEqual([MOST_NAMED, 7]);
});

test('without a project the present month is drawn', () => {
  expect(layTimeline([], '2026-02-10')).toMatchObject({ months: [{ day: '2026-02-01', at: 0 }], bars: [] });
});

test('[PR101] beside a project that moved lies where it was approved first; one that did not move has no second bar', () => {
  const term = { startsOn: '2026-11-01', endsOn: '2026-12-31' };
  const { firstBars, months } = layTimeline(
    [
      { ...term, first: { startsOn: '2026-10-01', endsOn: '2026-10-31' } },
      { ...term, first: term },
      { ...term, first: null },
    ],
    '2026-11-01',
  );
  expect(months[0]?.day).toBe('2026-10-01');
  expect(firstBars).toEqual([{ from: 0, to: expect.closeTo(31 / 92) as number }, null, null]);
});

test('[PR101] a slip is counted in days against the day that was approved first', () => {
  const first = { startsOn: '2026-10-01', endsOn: '2026-10-31' };
  expect(slipDays({ endsOn: '2026-11-30', first })).toBe(30);
  expect(slipDays({ endsOn: '2026-10-30', first })).toBe(-1);
  expect(slipDays({ endsOn: '2026-11-30', first: null })).toBe(0);
});

test('[PR102] seasons lie behind the projects as far as they are in sight', () => {
  const season = (name: string, startsOn: string, endsOn: string) =>
    ({ name, kind: 'freeze', startsOn, endsOn }) as const;
  const { seasons } = layTimeline(
    [{ startsOn: '2026-11-01', endsOn: '2026-11-30', first: null }],
    '2026-11-01',
    [
      season('before', '2026-10-01', '2026-10-31'),
      season('into', '2026-10-20', '2026-11-15'),
      season('out', '2026-11-16', '2027-01-01'),
      season('after', '2026-12-01', '2026-12-31'),
    ],
  );
  expect(seasons).toEqual([
    { name: 'into', kind: 'freeze', from: 0, to: 0.5 },
    { name: 'out', kind: 'freeze', from: 0.5, to: 1 },
  ]);
});
