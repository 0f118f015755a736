import { expect, test } from 'vitest';
import { workStatus } from './work-status.ts';

const SAVED = { kind: 'saved', waiting: 0 } as const;

test('[WS112] one status for all that one does: in causes and answers, and saved only when all of it is stored', () => {
  const of = (part: Partial<Parameters<typeof workStatus>[0]>) =>
    workStatus({ room: SAVED, draft: undefined, answers: 0, isHeld: false, ...part });
  expect(of({})).toEqual({ kind: 'saved', causes: 0, answers: 0 });
  expect(of({ draft: { kind: 'saving', waiting: 2 } })).toEqual({ kind: 'saving', causes: 2, answers: 0 });
  expect(of({ answers: 1 })).toEqual({ kind: 'saving', causes: 0, answers: 1 });
  expect(of({ room: { kind: 'offline', waiting: 3 }, answers: 2 })).toEqual({
    kind: 'offline',
    causes: 3,
    answers: 2,
  });
  expect(of({ draft: { kind: 'offline', waiting: 1 } }).kind).toBe('offline');
  expect(of({ room: { kind: 'saving', waiting: 1 }, isHeld: true }).kind).toBe('held');
  // A draft that is closed to this person says nothing of the board.
  expect(of({ draft: { kind: 'ended', waiting: 0 } }).kind).toBe('saved');
});
