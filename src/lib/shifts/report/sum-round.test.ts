import { expect, test } from 'vitest';
import { tourDays } from '../tour.ts';
import { fateOf, sumFates } from './finding-fates.ts';
import { participation } from './participation.ts';
import { servedBy, sumRound, type SeatOfReport, type ServedWord, type TourOfReport } from './sum-round.ts';

const ZONE = 'Europe/Warsaw';
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[${ZONE}]`).epochMilliseconds;
const tour = (id: string, days: string[], startsAt = '08:00', endsAt = '16:00'): TourOfReport => ({
  ...{ id, places: 3, taken: 2 },
  days: tourDays({ days, startsAt, endsAt }, ZONE),
});
const seat = (tourId: string, personId: string, own: SeatOfReport['own'] = null): SeatOfReport => ({
  ...{ tourId, personId, own, mentor: null, settled: null },
});
const PAIR = tour('pair', ['2026-11-02', '2026-11-03']);
const LATER = tour('later', ['2026-11-09']);
const NOW = at('2026-11-04T12:00');

test('[SH85] days that are over count, in part a half, and what nobody spoke of as served', () => {
  const seats = [
    seat('pair', 'a'),
    seat('pair', 'b', 'partly'),
    seat('pair', 'c', 'not'),
    seat('later', 'd'),
  ];
  const mentors = [
    { tourId: 'pair', personId: 'm', daysOut: ['2026-11-03'] },
    { tourId: 'later', personId: 'm', daysOut: [] },
  ];
  const sums = sumRound({ tours: [PAIR, LATER], seats, mentors }, NOW, 1);
  expect(sums).toEqual({
    ...{ tours: 2, toursOver: 1, places: 6, taken: 4, people: 3, mentors: 1 },
    served: { wholly: 1, partly: 1 },
    days: { planned: 6, said: 3 },
    hours: { planned: 48, said: 24 },
    mentorDays: { planned: 2, said: 1 },
    mentorHours: { planned: 16, said: 8 },
  });
});

test('[SH85] of a tour that goes on the days that are over count', () => {
  const seats = [seat('pair', 'a')];
  const during = sumRound({ tours: [PAIR], seats, mentors: [] }, at('2026-11-03T10:00'), 1);
  expect([during.toursOver, during.days.said, during.people]).toEqual([0, 1, 1]);
  expect(servedBy([PAIR], seats, at('2026-11-02T10:00')).size).toBe(0);
});

test('[SH85] a night of a clock change has the hours that passed', () => {
  const autumn = tour('autumn', ['2026-10-24'], '22:00', '06:00');
  const spring = tour('spring', ['2026-03-28'], '22:00', '06:00');
  const seats = [seat('autumn', 'a'), seat('spring', 'a')];
  const { hours } = sumRound({ tours: [autumn, spring], seats: seats.slice(0, 1), mentors: [] }, NOW, 1);
  expect(hours.planned).toBe(9);
  expect(sumRound({ tours: [autumn, spring], seats, mentors: [] }, NOW, 1).hours.planned).toBe(16);
});

test('[SH86] what was said of attendance is silent below the smallest group, and what was planned is not', () => {
  const of = (count: number) =>
    sumRound(
      {
        tours: [PAIR],
        seats: Array.from({ length: count }, (_, i) => seat('pair', `p${i}`, 'partly')),
        mentors: [{ tourId: 'pair', personId: 'm', daysOut: ['2026-11-02'] }],
      },
      NOW,
      5,
    );
  expect([of(4).served, of(4).hours, of(4).mentorHours]).toEqual([
    null,
    { planned: 64, said: null },
    { planned: 16, said: null },
  ]);
  expect([of(5).served, of(5).hours]).toEqual([
    { wholly: 0, partly: 5 },
    { planned: 80, said: 40 },
  ]);
});

const guestsOf = (groups: Record<string, ServedWord[]>) =>
  Object.entries(groups).flatMap(([key, words]) => words.map((served) => ({ key, served })));
const five: ServedWord[] = ['wholly', 'wholly', 'wholly', 'partly', 'not'];

test('[SH86] of groups it is said who was on a tour, and of no small one what they did there', () => {
  const rows = participation(
    guestsOf({ it: five, sales: [...five, 'wholly'], law: ['not', 'wholly'] }),
    new Map([
      ['it', 20],
      ['sales', 3],
    ]),
    5,
  );
  expect(rows).toEqual([
    { key: 'sales', people: 6, onTour: 6, served: { wholly: 4, partly: 1 } },
    // The two of law would follow from the sum of all: IT is silent with them.
    { key: 'it', people: 20, onTour: 5, served: null },
    { key: 'law', people: 2, onTour: 2, served: null },
  ]);
});

test('[SH86] groups that are silent are five together, or all of them', () => {
  for (const sizes of [[9, 5, 1], [9, 5, 4, 1], [5, 2], [3, 2], [7, 7], [4], [6, 6, 6, 1]]) {
    const groups = Object.fromEntries(
      sizes.map((size, i) => [`g${i}`, Array<ServedWord>(size).fill('wholly')]),
    );
    const silent = participation(guestsOf(groups), new Map(), 5).filter(({ served }) => served === null);
    const people = silent.reduce((sum, { onTour }) => sum + onTour, 0);
    expect(people === 0 || people >= 5 || silent.length === sizes.length, String(sizes)).toBe(true);
    expect(silent.filter(({ onTour }) => onTour < 5)).toHaveLength(sizes.filter((size) => size < 5).length);
  }
});

test('[SH87] what became of a finding is what became of its issue, then its article, then its reason', () => {
  const issue = (outcome: string) => ({ number: 1, outcome });
  const fates = [
    fateOf({ kind: 'bug', issue: issue('done'), articleId: 'x' }),
    fateOf({ kind: 'bug', issue: issue('declined'), articleId: null }),
    fateOf({ kind: 'bug', issue: issue('dropped'), articleId: 'x' }),
    fateOf({ kind: 'docs', issue: issue('new'), articleId: 'x' }),
    fateOf({ kind: 'bug', issue: issue('snoozed'), articleId: null }),
    fateOf({ kind: 'explained', issue: null, articleId: null }),
    fateOf({ kind: 'insight', issue: null, articleId: null }),
  ];
  expect(fates).toEqual(['done', 'declined', 'declined', 'written', 'listed', 'explained', 'open']);
  const sums = sumFates(fates.map((fate, i) => ({ kind: i < 3 ? 'bug' : 'docs', fate })));
  expect(sums.map(({ kind, count, fates: { done, declined } }) => [kind, count, done, declined])).toEqual([
    ['bug', 3, 1, 2],
    ['docs', 4, 0, 0],
  ]);
});
