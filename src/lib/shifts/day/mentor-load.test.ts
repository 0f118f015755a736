import { expect, test } from 'vitest';
import { parseInput } from '#lib/base/parse-input.ts';
import { RoundChangeForm } from '../shift-forms.ts';
import { byLeastLoad, dealMentors, MAX_MENTOR_TOURS } from './mentor-load.ts';

test('[SH68] with a cap the tours of a round are dealt out evenly, and too few mentors are refused', () => {
  const deal = (tours: number, cap: number | null) => dealMentors(['a', 'b', 'c'], { tours, needed: 2, cap });
  expect(deal(2, null)).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ]);
  expect(deal(3, 2)).toEqual([
    ['a', 'b'],
    ['c', 'a'],
    ['b', 'c'],
  ]);
  expect(deal(4, 2)).toBeNull();
});

test('[SH68] whoever is dealt tours never gets more than the cap', () => {
  for (let tours = 2; tours < 20; tours++) {
    const cap = Math.ceil((tours * 2) / 3);
    const dealt = dealMentors(['a', 'b', 'c'], { tours, needed: 2, cap });
    const counts = ['a', 'b', 'c'].map((id) => dealt?.filter((ids) => ids.includes(id)).length ?? Infinity);
    if (cap < tours) expect(Math.max(...counts)).toBeLessThanOrEqual(cap);
    expect(dealt?.every((ids) => new Set(ids).size === ids.length && ids.length >= 2)).toBe(true);
  }
});

test('[SH69] who looks after least comes first', () => {
  const people = [
    { id: 'a', inRound: 1, inAll: 1 },
    { id: 'b', inRound: 0, inAll: 9 },
    { id: 'c', inRound: 0, inAll: 2 },
  ];
  expect(byLeastLoad(people).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

test('[SH68] a mentor can be limited to so many tours, and no more', () => {
  const form = (mentorCap: number) =>
    parseInput(RoundChangeForm, { roundId: 'r', version: '1', title: 'Round', mentorCap: String(mentorCap) });
  expect(form(MAX_MENTOR_TOURS).mentorCap).toBe(MAX_MENTOR_TOURS);
  expect(() => form(MAX_MENTOR_TOURS + 1)).toThrow();
});
