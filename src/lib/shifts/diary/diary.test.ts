import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  countAboutTeam,
  DIARY_TEXT_MAX,
  diaryDays,
  DiarySaveForm,
  TAKEAWAY_MAX,
  TakeawayForm,
  TEAM_TAG_FROM,
} from './diary.ts';

test('[SH44] from five authors on it is told how many wrote about the team, each counted once', () => {
  const authors = Array.from({ length: TEAM_TAG_FROM }, (_, n) => `author ${n}`);
  expect(countAboutTeam(authors)).toBe(TEAM_TAG_FROM);
  expect(countAboutTeam(authors.slice(1))).toBeNull();
  expect(countAboutTeam([...authors.slice(1), ...authors.slice(1)])).toBeNull();
});

test('[SH40] one writes of today and of days of the round that have come', () => {
  expect(diaryDays(['2026-11-02', '2026-11-03', '2026-11-04'], '2026-11-03')).toEqual([
    '2026-11-03',
    '2026-11-02',
  ]);
  expect(diaryDays(['2026-11-02'], '2026-11-05')).toEqual(['2026-11-05', '2026-11-02']);
});

test('[SH41] [SH47] texts are as long as they may be, and a letter more is refused', () => {
  const entry = { roundId: 'r', day: '2026-11-02', version: '0' };
  expect(v.is(DiarySaveForm, { ...entry, text: 'n'.repeat(DIARY_TEXT_MAX) })).toBe(true);
  expect(v.is(DiarySaveForm, { ...entry, text: 'n'.repeat(DIARY_TEXT_MAX + 1) })).toBe(false);
  expect(v.is(TakeawayForm, { roundId: 'r', text: 'n'.repeat(TAKEAWAY_MAX) })).toBe(true);
  expect(v.is(TakeawayForm, { roundId: 'r', text: 'n'.repeat(TAKEAWAY_MAX + 1) })).toBe(false);
});
