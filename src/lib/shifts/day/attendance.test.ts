import { expect, test } from 'vitest';
import { attendanceOf, servedShare } from './attendance.ts';

const NOTHING = { own: null, mentor: null, settled: null };

test('[SH64] two words that differ both stand until somebody settles them', () => {
  expect(attendanceOf(NOTHING)).toBe('unsaid');
  expect(attendanceOf({ ...NOTHING, mentor: 'partly' })).toBe('partly');
  expect(attendanceOf({ ...NOTHING, own: 'served', mentor: 'served' })).toBe('served');
  expect(attendanceOf({ ...NOTHING, own: 'served', mentor: 'not' })).toBe('open');
  expect(attendanceOf({ own: 'served', mentor: 'not', settled: 'partly' })).toBe('partly');
});

test('[SH65] a tour that is over counts as served unless something else was said, in part as a half', () => {
  const share = (word: 'served' | 'partly' | 'not' | null): number =>
    servedShare({ ...NOTHING, own: word }, true);
  expect([share(null), share('served'), share('partly'), share('not')]).toEqual([1, 1, 0.5, 0]);
  expect(servedShare({ ...NOTHING, own: 'served', mentor: 'not' }, true)).toBe(1);
  expect(servedShare({ ...NOTHING, own: 'served' }, false)).toBe(0);
});
