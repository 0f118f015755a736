import { expect, test } from 'vitest';
import { knowledgeOf, sessionsToTell } from './invitation-mail.ts';
import type { SessionId } from './session.ts';

const session = (id: string, version: number, isCancelled = false) => ({
  id: id as SessionId,
  version,
  isCancelled,
});
const mailed = (sessionId: string, version: number) => ({ sessionId, version });

test('[WS64] whoever has the newest version of every session is up to date', () => {
  expect(knowledgeOf([session('a', 2)], [])).toBe('nothing');
  expect(knowledgeOf([session('a', 2)], [mailed('a', 2)])).toBe('current');
  expect(knowledgeOf([session('a', 3)], [mailed('a', 2)])).toBe('older');
  expect(knowledgeOf([session('a', 2), session('b', 1)], [mailed('a', 2)])).toBe('older');
});

test('[WS64] a session that is off counts for those who know of it', () => {
  expect(knowledgeOf([session('a', 1), session('b', 2, true)], [mailed('a', 1)])).toBe('current');
  expect(knowledgeOf([session('a', 1), session('b', 2, true)], [mailed('a', 1), mailed('b', 1)])).toBe(
    'older',
  );
});

test('[WS63] a mail tells of every session held, and of one that is off once, to who knows it', () => {
  const sessions = [session('a', 1), session('b', 2, true)];
  const tell = (...known: { sessionId: string; version: number }[]): string[] =>
    sessionsToTell(sessions, known).map(({ id }) => id);
  expect(tell()).toEqual(['a']);
  expect(tell(mailed('a', 1), mailed('b', 1))).toEqual(['a', 'b']);
  expect(tell(mailed('a', 1), mailed('b', 2))).toEqual(['a']);
});
