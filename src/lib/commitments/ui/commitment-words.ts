import { daysBetween } from '#lib/base/days.ts';
import { lateText, nearDay } from '#lib/i18n/near-day.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import { isOverdue, type Commitment } from '../commitment.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't'>;

const STATE_GLYPHS = {
  open: 'open',
  kept: 'done',
  'kept-late': 'done',
  broken: 'broken',
  withdrawn: 'hold',
} as const satisfies Record<Commitment['state'], Glyph>;

/** From so many days on what is due is said to be soon. */
const NEAR_DAYS = 2;

/** How its state is drawn and said: one that is late, or was asked for, says so. */
export function commitmentState(
  i18n: Texts,
  one: Commitment,
  today: string,
): { glyph: Glyph; state: string } {
  if (isOverdue(one, today)) return { glyph: 'risk', state: i18n.t('commitments.late') };
  if (one.isAsked) return { glyph: 'waits', state: i18n.t('commitments.asked') };
  return { glyph: STATE_GLYPHS[one.state], state: i18n.t(`commitments.state.${one.state}`) };
}

/** When it is due, late by how much; of what is over the state stands there instead. */
export function commitmentTime(
  i18n: Texts,
  one: Pick<Commitment, 'state' | 'dueOn'>,
  today: string,
): { time: string; timeKind: 'plain' | 'soon' | 'late' } {
  if (one.state !== 'open') return { time: i18n.t(`commitments.state.${one.state}`), timeKind: 'plain' };
  if (one.dueOn === null) return { time: i18n.t('commitments.noDay'), timeKind: 'plain' };
  if (isOverdue(one, today)) return { time: lateText(i18n, one.dueOn, today), timeKind: 'late' };
  const isNear = daysBetween(today, one.dueOn) <= NEAR_DAYS;
  return { time: nearDay(i18n, one.dueOn, today), timeKind: isNear ? 'soon' : 'plain' };
}

/** How often it was moved, and from which day; empty for what was never moved [CM4]. */
export function movedText(
  i18n: Texts,
  { moves, firstDueOn }: Pick<Commitment, 'moves' | 'firstDueOn'>,
  today: string,
): string {
  if (moves.length === 0 || firstDueOn === null) return '';
  return i18n.t('commitments.moved', { n: moves.length, day: nearDay(i18n, firstDueOn, today) });
}

/** Who keeps it, as a row says it. */
export function ownerText(i18n: Texts, { owner, side }: Pick<Commitment, 'owner' | 'side'>): string {
  if (owner === null) return i18n.t('commitments.nobody');
  if (owner.kind === 'person' && side === 'ours') return owner.name;
  return side === 'ours'
    ? i18n.t('commitments.outside', { name: owner.name })
    : `${owner.name}, ${i18n.t(`commitments.side.${side}`)}`;
}
