import { expect, test } from 'vitest';
import { awayUntil, daysWithout, isAway, mergeLeaves, sharedLeaves } from './away.ts';

const span = (startsOn: string, endsOn = startsOn) => ({ startsOn, endsOn });
const LEAVES = [span('2026-12-07', '2026-12-09'), span('2026-12-01', '2026-12-02'), span('2026-12-10')];

test.each([
  ['2026-11-30', false, null],
  ['2026-12-01', true, '2026-12-02'],
  ['2026-12-02', true, '2026-12-02'],
  ['2026-12-03', false, null],
  ['2026-12-06', false, null],
  ['2026-12-07', true, '2026-12-10'],
  ['2026-12-10', true, '2026-12-10'],
  ['2026-12-11', false, null],
])('[LE1] on %s somebody is away: %s, until %s', (day, away, until) => {
  expect(isAway(LEAVES, day)).toBe(away);
  expect(awayUntil(LEAVES, day)).toBe(until);
});

test('[LE1] leaves that touch or overlap are one absence', () => {
  expect(mergeLeaves([span('2026-12-03', '2026-12-20'), span('2026-12-05'), span('2026-12-21')])).toEqual([
    span('2026-12-03', '2026-12-21'),
  ]);
  expect(mergeLeaves([span('2026-12-31'), span('2027-01-01')])).toEqual([span('2026-12-31', '2027-01-01')]);
  expect(mergeLeaves([])).toEqual([]);
});

test('[LE7] several are away together only on the days that all of them have', () => {
  const anna = [span('2026-12-01', '2026-12-10'), span('2026-12-20', '2026-12-31')];
  const bob = [span('2026-12-05', '2026-12-22')];
  const eve = [span('2026-12-09', '2026-12-20')];
  expect(sharedLeaves([anna, bob])).toEqual([
    span('2026-12-05', '2026-12-10'),
    span('2026-12-20', '2026-12-22'),
  ]);
  expect(sharedLeaves([anna, bob, eve])).toEqual([span('2026-12-09', '2026-12-10'), span('2026-12-20')]);
  expect(sharedLeaves([anna, []])).toEqual([]);
  expect(sharedLeaves([])).toEqual([]);
});

test('[LE6] what nobody covers of a leave is left', () => {
  const leave = span('2026-12-01', '2026-12-10');
  expect(daysWithout(leave, [])).toEqual([leave]);
  expect(daysWithout(leave, [span('2026-11-20', '2026-12-02'), span('2026-12-05', '2026-12-07')])).toEqual([
    span('2026-12-03', '2026-12-04'),
    span('2026-12-08', '2026-12-10'),
  ]);
  expect(daysWithout(leave, [span('2026-11-01', '2026-12-31')])).toEqual([]);
});
