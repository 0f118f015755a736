import { expect, test } from 'vitest';
import { MOST_WISHES } from '../rota/explain-rota.ts';
import { REST_HOURS } from '../rota/rest.ts';
import { ownReasons, type ReasonedTour } from './own-reasons.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const tour = (id: string, day: number, change: Partial<ReasonedTour> = {}): ReasonedTour => ({
  ...{ id, startsAtMs: day * DAY_MS, endsAtMs: day * DAY_MS + 8 * HOUR_MS, places: 2, taken: 2, offered: 0 },
  ...{ isMine: false, isElsewhere: false, ...change },
});
const said = (tours: ReasonedTour[], choices: Parameters<typeof ownReasons>[1]['choices']) =>
  ownReasons(tours, { choices }).map(({ kind, tourId }) => `${kind} ${tourId}`);

test('[SH116] own tours stand with what was said of them, then those that would be liked better', () => {
  const tours = [
    tour('mine', 1, { isMine: true }),
    tour('full', 2),
    tour('free', 3, { taken: 1 }),
    tour('offered', 4, { taken: 1, offered: 1 }),
    tour('worse', 5),
    tour('never', 6),
    tour('unasked', 7),
  ];
  const choices = { mine: '3', full: '1', free: 'any', offered: '2', worse: '4', never: 'no' } as const;
  expect(said(tours, choices)).toEqual(['said mine', 'full full', 'free free', 'full offered']);
});

test('[SH116] leave and rest stand before seats; the tour liked least would be given away', () => {
  const tours = [
    tour('kept', 1, { isMine: true }),
    tour('given', 9, { isMine: true }),
    tour('leave', 3, { taken: 0, isElsewhere: true }),
    tour('near', 1, {
      startsAtMs: DAY_MS + (8 + REST_HOURS) * HOUR_MS - 1,
      endsAtMs: 2 * DAY_MS + 8 * HOUR_MS,
      taken: 0,
    }),
    tour('sameDay', 9, { taken: 0 }),
  ];
  const choices = { kept: '1', given: '4', leave: '1', near: '2', sameDay: '3' } as const;
  expect(said(tours, choices)).toEqual([
    'said kept',
    'said given',
    'elsewhere leave',
    'rest near',
    'free sameDay',
  ]);
});

test('[SH116] who has no tour is told nothing, and of many better ones the best liked', () => {
  expect(said([tour('other', 1)], { other: '1' })).toEqual([]);
  const many = Array.from({ length: MOST_WISHES + 1 }, (_, i) => tour(`t${i}`, i + 2));
  const choices = Object.fromEntries(many.map(({ id }) => [id, '2' as const]));
  expect(said([tour('mine', 1, { isMine: true }), ...many], { ...choices, mine: '4' })).toHaveLength(
    1 + MOST_WISHES,
  );
});
