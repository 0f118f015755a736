import { expect, test } from 'vitest';
import { planCalendar } from './plan-calendar.ts';

const busy = (key: string, startsOn: string, endsOn = startsOn) => ({ key, title: key, startsOn, endsOn });
const known = (sourceKey: string | null, startsOn: string, endsOn = startsOn) => ({
  sourceKey,
  startsOn,
  endsOn,
});

test('[LE13] the same calendar a second time adds nothing', () => {
  const file = [busy('a', '2026-12-01', '2026-12-04'), busy('b', '2026-12-10')];
  const first = planCalendar(file, []);
  expect(first).toEqual({ added: file, moved: [], same: 0 });
  const after = first.added.map(({ key, startsOn, endsOn }) => known(key, startsOn, endsOn));
  expect(planCalendar(file, after)).toEqual({ added: [], moved: [], same: 2 });
});

test('[LE13] an event that moved moves its leave, and is not entered twice', () => {
  const plan = planCalendar(
    [busy('a', '2026-12-02', '2026-12-05')],
    [known('a', '2026-12-01', '2026-12-04')],
  );
  expect(plan).toEqual({
    added: [],
    moved: [
      { ...busy('a', '2026-12-02', '2026-12-05'), from: { startsOn: '2026-12-01', endsOn: '2026-12-04' } },
    ],
    same: 0,
  });
});

test('[LE13] days that were entered by hand, or that another event takes, are known; one more day is not', () => {
  const byHand = [known(null, '2026-12-01', '2026-12-04')];
  expect(planCalendar([busy('a', '2026-12-02', '2026-12-03')], byHand)).toMatchObject({ added: [], same: 1 });
  expect(planCalendar([busy('a', '2026-12-04', '2026-12-05')], byHand).added).toHaveLength(1);
  expect(planCalendar([busy('a', '2026-12-10', '2026-12-12'), busy('b', '2026-12-11')], [])).toMatchObject({
    added: [{ key: 'a' }],
    same: 1,
  });
});
