import { expect, test } from 'vitest';
import { ladderStep } from './ladder.ts';

const shift = (endsAtMs: number, own: 'served' | 'not' | null = null) => ({
  ...{ startsAtMs: endsAtMs - 10, endsAtMs, own, mentor: null, settled: null },
});

test('[SH67] whoever served nothing of an earlier tour looks on, and serves from then on', () => {
  const at = (shifts: ReturnType<typeof shift>[]) => ladderStep(shifts, { startsAtMs: 100, hasLadder: true });
  expect(at([])).toBe('shadow');
  expect(at([shift(90)])).toBe('serve');
  expect(at([shift(90, 'not')])).toBe('shadow');
  expect(at([shift(120)])).toBe('shadow');
  expect(ladderStep([], { startsAtMs: 100, hasLadder: false })).toBeNull();
});
