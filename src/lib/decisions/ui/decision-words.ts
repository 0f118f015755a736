import { nearDay, lateText } from '#lib/i18n/near-day.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { DecisionDue, DecisionLine, DecisionState } from '../decision.ts';

type Texts = Pick<Translator, 'date' | 'day' | 'dayOf' | 't'>;

export const DECISION_GLYPHS = {
  open: 'open',
  poll: 'waits',
  decided: 'done',
  superseded: 'hold',
  withdrawn: 'broken',
} as const satisfies Record<DecisionState, Glyph>;

/** When something of it is due, else when it was decided or written down. */
export function lineTime(
  i18n: Texts,
  { state, dueOn, decidedAtMs, madeAtMs }: DecisionLine,
  today: string,
): { time: string; timeKind: 'plain' | 'soon' } {
  const isAgain = state === 'decided' && dueOn !== null && dueOn <= today;
  if (isAgain || (state === 'poll' && dueOn !== null))
    return { time: nearDay(i18n, dueOn ?? today, today), timeKind: 'soon' };
  return { time: nearDay(i18n, i18n.dayOf(decidedAtMs ?? madeAtMs), today), timeKind: 'plain' };
}

/** Until when something waits for its reader; empty where no day is agreed. */
export function dueTime(
  i18n: Texts,
  { dueOn, waitsFor }: DecisionDue,
  today: string,
): { time: string; timeKind: 'plain' | 'soon' | 'late' } {
  if (dueOn === null) return { time: '', timeKind: 'plain' };
  if (dueOn < today && waitsFor === 'again') return { time: lateText(i18n, dueOn, today), timeKind: 'late' };
  return { time: nearDay(i18n, dueOn, today), timeKind: 'soon' };
}
