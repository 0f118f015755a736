import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalendarPart } from '../base/calendar/calendar-event.ts';
import { GIVEN_DAYS } from './feed.ts';
import { settleEntries, type CalendarEntry, type MarkedEvent } from './settle-entries.ts';

const NOW = Date.UTC(2026, 10, 2, 8);
const DAY_MS = 24 * 60 * 60_000;

const shift = (change: Partial<MarkedEvent> = {}): MarkedEvent => ({
  uid: 'tour-1',
  part: 'shift',
  word: 'shift',
  title: 'Autumn',
  names: [],
  href: '/shifts/1',
  place: '',
  time: { kind: 'moment', startMs: NOW + DAY_MS, endMs: NOW + DAY_MS + 3_600_000 },
  isCancelled: false,
  sequence: 0,
  mark: 'first',
  wordsMark: 'first',
  ...change,
});

/** What is kept after these events were told one after another. */
function toldAfter(rounds: readonly (readonly MarkedEvent[])[]): CalendarEntry[] {
  const kept = new Map<string, CalendarEntry>();
  rounds.forEach((events, index) => {
    for (const entry of settleEntries([...kept.values()], events, NOW + index).changed)
      kept.set(entry.uid, entry);
  });
  return [...kept.values()];
}

test('[CF4] told again as it is, nothing changes; moved or called off, it counts one more', () => {
  expect(toldAfter([[shift()], [shift()]])).toMatchObject([{ sequence: 0, changedAtMs: NOW }]);
  expect(toldAfter([[shift()], [shift({ mark: 'moved' })]])).toMatchObject([
    { sequence: 1, changedAtMs: NOW + 1 },
  ]);
  // Other words are no other date.
  expect(toldAfter([[shift()], [shift({ wordsMark: 'renamed' })]])).toMatchObject([
    { sequence: 0, changedAtMs: NOW + 1 },
  ]);
  // A session counts its own changes, which letters tell: a feed never says less.
  expect(toldAfter([[shift({ sequence: 3 })], [shift({ sequence: 7, mark: 'moved' })]])).toMatchObject([
    { sequence: 7 },
  ]);
});

test('[CF5] what is gone is cancelled once, kept for so long, and counts on when it comes back', () => {
  const [gone] = toldAfter([[shift()], []]);
  expect(gone).toMatchObject({ isGone: true, sequence: 1 });
  if (!gone) throw new Error('Nothing was told.');
  const later = (days: number) => settleEntries([gone], [], NOW + 1 + days * DAY_MS);
  expect(later(1)).toMatchObject({ told: [{ event: null, entry: gone }], changed: [] });
  expect(later(GIVEN_DAYS).told).toEqual([]);
  expect(toldAfter([[shift()], [], [shift()]])).toMatchObject([{ isGone: false, sequence: 2 }]);
});

test('[CF5] what was over for long is left out and not cancelled', () => {
  const [old] = toldAfter([[shift()]]);
  if (!old) throw new Error('Nothing was told.');
  expect(settleEntries([old], [], NOW + (GIVEN_DAYS + 2) * DAY_MS)).toEqual({ told: [], changed: [] });
});

test('[CF4] whatever happens, SEQUENCE never falls, and a changed mark always raises it', () => {
  const marks = fc.constantFrom('a', 'b', 'c');
  const part: CalendarPart = 'shift';
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.record({ mark: marks, sequence: fc.nat(4) }), { nil: null }), { maxLength: 12 }),
      (steps) => {
        let kept: CalendarEntry | undefined;
        steps.forEach((step, index) => {
          const events = step ? [shift({ ...step, part })] : [];
          const [next = kept] = settleEntries(kept ? [kept] : [], events, NOW + index).changed;
          if (kept && next) {
            expect(next.sequence).toBeGreaterThanOrEqual(kept.sequence);
            if (next.mark !== kept.mark) expect(next.sequence).toBeGreaterThan(kept.sequence);
          }
          kept = next;
        });
      },
    ),
  );
});
