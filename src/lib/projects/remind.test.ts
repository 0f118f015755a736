import { expect, test } from 'vitest';
import { reminderDay } from './remind.ts';

test('[PR37] a reminder comes two days before and every three days after, one a day however often it is asked', () => {
  const due = '2027-01-10';
  expect(reminderDay(due, '2027-01-07')).toBeNull();
  expect(['08', '09', '10'].map((day) => reminderDay(due, `2027-01-${day}`))).toEqual([
    '2027-01-08',
    '2027-01-08',
    '2027-01-08',
  ]);
  expect(['11', '13', '14'].map((day) => reminderDay(due, `2027-01-${day}`))).toEqual([
    '2027-01-11',
    '2027-01-11',
    '2027-01-14',
  ]);
});
