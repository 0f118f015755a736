import { expect, test } from 'vitest';
import {
  answerTimesOf,
  FEWEST_ANSWER_TIMES,
  stepOfQuestion,
  tourTimeBetween,
  type UnansweredQuestion,
} from './hand-on.ts';

const waiting = (change: Partial<UnansweredQuestion>): UnansweredQuestion => ({
  ...{ holderId: 'a', had: ['a'], waitedMs: 0, limitMs: 10, open: new Map() },
  ...{ mentorIds: ['a', 'b', 'c'], presentIds: ['a', 'b', 'c'], isRunning: true, isOver: false },
  ...change,
});

test('[SH92] a question goes to the mentor who is there and has the fewest', () => {
  const open = new Map([
    ['a', 2],
    ['b', 1],
    ['c', 0],
  ]);
  expect(stepOfQuestion(waiting({ holderId: null, had: [], presentIds: ['a', 'b'], open }))).toEqual({
    hand: { toId: 'b', reason: 'given' },
    tellsLeads: false,
  });
});

test('[SH93] it goes round the ring when its time is over, and not a moment before', () => {
  expect(stepOfQuestion(waiting({ waitedMs: 9 })).hand).toBeNull();
  const had = ['a'];
  let holderId = 'a';
  const told: boolean[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const step = stepOfQuestion(waiting({ holderId, had, waitedMs: 10 }));
    holderId = step.hand?.toId ?? '';
    had.push(holderId);
    told.push(step.tellsLeads);
  }
  expect(had).toEqual(['a', 'b', 'c', 'a', 'b']);
  expect(told).toEqual([false, false, true, true]);
});

test('[SH93] who is alone keeps it, who is not there any more does not, and nobody is given it between two days', () => {
  const alone = waiting({ presentIds: ['a'], waitedMs: 10 });
  expect(stepOfQuestion(alone)).toEqual({ hand: null, tellsLeads: true });
  expect(stepOfQuestion(waiting({ presentIds: ['c'] })).hand).toEqual({ toId: 'c', reason: 'left' });
  const gone = waiting({ mentorIds: ['b'], presentIds: [] });
  expect(stepOfQuestion(gone).hand).toEqual({ toId: null, reason: 'left' });
  expect(stepOfQuestion(waiting({ isRunning: false, waitedMs: 99 }))).toEqual({
    hand: null,
    tellsLeads: false,
  });
  expect(stepOfQuestion(waiting({ isRunning: false, isOver: true })).tellsLeads).toBe(true);
});

test('[SH93] what counts are the hours of the tour, and after its end all of them', () => {
  const days = [
    { startsAtMs: 100, endsAtMs: 200 },
    { startsAtMs: 300, endsAtMs: 400 },
  ];
  expect(tourTimeBetween(days, 190, 195)).toBe(5);
  expect(tourTimeBetween(days, 190, 310)).toBe(20);
  expect(tourTimeBetween(days, 390, 450)).toBe(60);
  expect(tourTimeBetween(days, 420, 450)).toBe(30);
});

test('[SH95] answer times are said from five on, by the nearest rank', () => {
  const times = [5, 1, 4, 2, 3];
  expect(FEWEST_ANSWER_TIMES).toBe(times.length);
  expect(answerTimesOf(times)).toEqual({ n: 5, medianMs: 3, ninetiethMs: 5 });
  expect(answerTimesOf(times.slice(1))).toBeNull();
});
