import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOffAt, seasonsAt, type WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAfter } from '../base/days.ts';
import {
  askDayOf,
  turnAfter,
  turnsUntil,
  unansweredStep,
  workingDayAfter,
  type RhythmTiming,
} from './timing.ts';

const POLAND: WorkCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  holidays: 'PL',
  ownDaysOff: [{ day: '2026-12-31', name: 'Inventory' }],
  seasons: [{ name: 'Year end', kind: 'freeze', startsOn: '2026-12-14', endsOn: '2026-12-23' }],
};
const weekly = (startsOn: string, every = 1): RhythmTiming => ({ unit: 'week', every, startsOn });
const monthly = (startsOn: string, every = 1): RhythmTiming => ({ unit: 'month', every, startsOn });

/** The first days of a rhythm. */
function turns(timing: RhythmTiming, count: number): string[] {
  const found: string[] = [];
  let day = dayAfter(timing.startsOn, -1);
  for (let n = 0; n < count; n++) found.push((day = turnAfter(timing, day)));
  return found;
}

test('[RH1] every so many weeks it falls on the weekday of its first day, over a change of the clock and of the year', () => {
  expect(turns(weekly('2026-10-19'), 3)).toEqual(['2026-10-19', '2026-10-26', '2026-11-02']);
  expect(turns(weekly('2026-12-21', 2), 3)).toEqual(['2026-12-21', '2027-01-04', '2027-01-18']);
  expect(turns(weekly('2027-03-22'), 2)).toEqual(['2027-03-22', '2027-03-29']);
});

test('[RH1] every so many months it falls on its day, and in a shorter month on the last one', () => {
  expect(turns(monthly('2027-12-31'), 4)).toEqual(['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31']);
  expect(turns(monthly('2026-08-31', 6), 3)).toEqual(['2026-08-31', '2027-02-28', '2027-08-31']);
});

test('[RH1] the turn after a day is the first one after it, whatever the day', () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => dayAfter('2024-01-01', days));
  const unit = fc.constantFrom('week' as const, 'month' as const);
  fc.assert(
    fc.property(unit, fc.integer({ min: 1, max: 52 }), day, day, (u, every, startsOn, after) => {
      const timing = { unit: u, every, startsOn };
      const next = turnAfter(timing, after);
      const listed: string[] = [];
      for (let turn = 0; listed.length === 0 || (listed.at(-1) ?? '') <= after; turn++) {
        const span = u === 'week' ? { weeks: every * turn } : { months: every * turn };
        listed.push(Temporal.PlainDate.from(startsOn).add(span).toString());
      }
      expect(next).toBe(listed.find((turn) => turn > after));
    }),
  );
});

test('[RH2] a day off moves it to the next working day, and a season silences it', () => {
  expect(askDayOf(POLAND, '2026-11-09')).toEqual({ day: '2026-11-09', season: null });
  expect(askDayOf(POLAND, '2026-11-11')).toEqual({ day: '2026-11-12', season: null }); // Independence Day
  expect(askDayOf(POLAND, '2026-12-31')).toEqual({ day: '2027-01-04', season: null }); // over New Year and a weekend
  expect(askDayOf(POLAND, '2026-12-12')).toMatchObject({ day: '2026-12-14', season: { name: 'Year end' } });
  expect(askDayOf(POLAND, '2026-12-24')).toEqual({ day: '2026-12-28', season: null }); // Christmas Eve is a day off since 2025
  expect(askDayOf({ ...POLAND, weekdays: [] }, '2026-11-09').day).toBe('2026-11-09');
});

test('[RH3] of what has come the last turn is asked, once, and never in a season', () => {
  const timing = weekly('2026-11-02');
  expect(turnsUntil({ ...timing, nextTurn: '2026-11-30' }, POLAND, '2026-11-29')).toEqual({
    asks: false,
    nextTurn: '2026-11-30',
  });
  expect(turnsUntil({ ...timing, nextTurn: '2026-11-09' }, POLAND, '2026-11-30')).toEqual({
    asks: true,
    nextTurn: '2026-12-07',
  });
  expect(turnsUntil({ ...timing, nextTurn: '2026-12-07' }, POLAND, '2026-12-16')).toEqual({
    asks: false,
    nextTurn: '2026-12-21',
  });
  // On a day off it waits for the next working day.
  const wednesdays = weekly('2026-11-04');
  expect(turnsUntil({ ...wednesdays, nextTurn: '2026-11-11' }, POLAND, '2026-11-11')).toEqual({
    asks: false,
    nextTurn: '2026-11-11',
  });
  expect(turnsUntil({ ...wednesdays, nextTurn: '2026-11-11' }, POLAND, '2026-11-12')).toEqual({
    asks: true,
    nextTurn: '2026-11-18',
  });
});

test('[RH2] [RH3] day by day it asks once a turn, on working days out of season, whatever the rhythm', () => {
  const start = fc.integer({ min: 0, max: 400 }).map((days) => dayAfter('2026-06-01', days));
  fc.assert(
    fc.property(
      fc.constantFrom('week', 'month'),
      fc.integer({ min: 1, max: 4 }),
      start,
      (unit, every, startsOn) => {
        const timing = { unit, every, startsOn } as const;
        let nextTurn = startsOn;
        let asked = 0;
        for (let day = startsOn; day < dayAfter(startsOn, 400); day = dayAfter(day, 1)) {
          const step = turnsUntil({ ...timing, nextTurn }, POLAND, day);
          expect(step.nextTurn >= nextTurn).toBe(true);
          expect(step.nextTurn > day || askDayOf(POLAND, step.nextTurn).day > day).toBe(true);
          ({ nextTurn } = step);
          if (!step.asks) continue;
          asked++;
          expect([dayOffAt(POLAND, day), seasonsAt(POLAND, day)]).toEqual([null, []]);
        }
        const fell = turns(timing, 80).filter((turn) => askDayOf(POLAND, turn).day < dayAfter(startsOn, 400));
        const inSeason = fell.filter((turn) => askDayOf(POLAND, turn).season !== null);
        expect(asked).toBe(fell.length - inSeason.length);
      },
    ),
    { numRuns: 60 },
  );
});

test('[RH5] silence is told step by step in working days, holidays and the new year not counted', () => {
  const ask = { dueOn: '2026-12-30', deputyAfter: 2, leadAfter: 4 };
  expect(workingDayAfter(POLAND, '2026-12-30', 1)).toBe('2027-01-04');
  const steps = ['2026-12-31', '2027-01-03', '2027-01-04', '2027-01-05', '2027-01-07', '2027-01-08'];
  expect(steps.map((day) => unansweredStep(POLAND, ask, day))).toEqual([
    'none',
    'none',
    'asked',
    'deputy',
    'deputy', // 6 January is a holiday
    'lead',
  ]);
  const quick = { dueOn: '2026-11-30', deputyAfter: 1, leadAfter: 1 };
  expect(unansweredStep(POLAND, quick, '2026-12-01')).toBe('lead');
});
