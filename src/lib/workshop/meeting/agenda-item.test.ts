import { expect, test } from 'vitest';
import { AGENDA_SECTIONS, inAgendaOrder, sectionOf } from './agenda-item.ts';

const OPEN = { state: 'open' as const, dueOn: null, settledAtMs: null };

test('[MT10] a commitment is late after its day, open until then, and news when it was settled since the last time', () => {
  const at = (owed: Partial<Parameters<typeof sectionOf>[0]>, lastMetMs: number | null = 100) =>
    sectionOf({ ...OPEN, ...owed }, '2026-11-10', lastMetMs);
  expect([at({}), at({ dueOn: '2026-11-10' }), at({ dueOn: '2026-11-09' })]).toEqual([
    'open',
    'open',
    'late',
  ]);
  expect([at({ state: 'kept', settledAtMs: 100 }), at({ state: 'kept', settledAtMs: 99 })]).toEqual([
    'since',
    null,
  ]);
  expect([at({ state: 'broken', settledAtMs: 101 }), at({ state: 'withdrawn', settledAtMs: 101 })]).toEqual([
    'since',
    null,
  ]);
  expect(at({ state: 'kept', settledAtMs: 100 }, null)).toBe(null);
});

test('[MT10] the room goes through what became of things, what is late, put off, open by day, to decide and to answer', () => {
  const items = AGENDA_SECTIONS.toReversed().flatMap((section) => [
    { section, text: `${section} later`, dueOn: '2026-11-12' },
    { section, text: `${section} some day`, dueOn: null },
    { section, text: `${section} first`, dueOn: '2026-11-11' },
  ]);
  expect(inAgendaOrder(items).map(({ text }) => text)).toEqual(
    AGENDA_SECTIONS.flatMap((section) => [`${section} first`, `${section} later`, `${section} some day`]),
  );
});
