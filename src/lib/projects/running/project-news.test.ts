import { expect, test } from 'vitest';
import { dayAfter } from '../../base/days.ts';
import { NEWS_DAYS, projectNewsOf, type NewsFacts } from './project-news.ts';

const facts = (change: Partial<NewsFacts> = {}): NewsFacts => ({
  ...{ state: 'running', stageBefore: null, worksOn: true, startsOn: '2026-11-02' },
  ...{ health: null, reportedOn: null, askedOn: null, isAsked: true },
  ...change,
});

test('[PR56] not started, awaited, silent and over are four things', () => {
  const today = '2026-11-20';
  expect(projectNewsOf(facts({ state: 'approved' }), today).news).toBe('not-started');
  expect(projectNewsOf(facts({ state: 'submitted' }), today).news).toBe('not-started');
  expect(projectNewsOf(facts(), today).news).toBe('awaited');
  expect(projectNewsOf(facts({ askedOn: '2026-11-16' }), today)).toEqual({ news: 'silent', sinceOn: null });
  expect(projectNewsOf(facts({ askedOn: today }), today).news).toBe('awaited');
  expect(projectNewsOf(facts({ state: 'done', health: 'on-track' }), today).news).toBe('over');
  const said = facts({ health: 'at-risk', reportedOn: '2026-11-10', askedOn: '2026-11-16' });
  expect(projectNewsOf(said, today)).toEqual({ news: 'silent', sinceOn: '2026-11-10' });
  expect(projectNewsOf({ ...said, askedOn: null }, today)).toEqual({
    news: 'at-risk',
    sinceOn: '2026-11-10',
  });
});

test('[PR56] nobody is asked while nothing runs: on hold the last news stay', () => {
  const held = facts({ state: 'on-hold', health: 'off-track', reportedOn: '2026-11-10' });
  expect(projectNewsOf(held, '2027-02-01').news).toBe('off-track');
});

test('[PR56] without a rhythm days say what is late, from the report or from the beginning', () => {
  const alone = facts({ isAsked: false });
  expect(projectNewsOf(alone, dayAfter('2026-11-02', NEWS_DAYS)).news).toBe('awaited');
  expect(projectNewsOf(alone, dayAfter('2026-11-02', NEWS_DAYS + 1)).news).toBe('silent');
  const said = facts({ isAsked: false, health: 'on-track', reportedOn: '2026-12-01' });
  expect(projectNewsOf(said, dayAfter('2026-12-01', NEWS_DAYS)).news).toBe('on-track');
  expect(projectNewsOf(said, dayAfter('2026-12-01', NEWS_DAYS + 1)).news).toBe('silent');
});
