import type { Translator } from '#lib/i18n/translator.ts';
import { nearDay } from '#lib/i18n/near-day.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { RatingSessionStand } from '../rating-session.ts';

type Texts = Pick<Translator, 't' | 'date' | 'day' | 'dayOf'>;

/** How far a session has come, with its glyph. */
export function ratingState(
  i18n: Texts,
  { state, round }: Pick<RatingSessionStand, 'state' | 'round'>,
): { glyph: Glyph; label: string } {
  if (state === 'revealed') return { glyph: 'done', label: i18n.t('ratings.state.revealed') };
  if (state === 'cancelled') return { glyph: 'hold', label: i18n.t('ratings.state.cancelled') };
  return { glyph: 'progress', label: i18n.t(round === 2 ? 'ratings.state.second' : 'ratings.state.open') };
}

/** Until when, or that it is live. */
export function ratingTime(
  i18n: Texts,
  { kind, endsOn }: Pick<RatingSessionStand, 'kind' | 'endsOn'>,
  today: string,
): string {
  if (kind === 'live' || endsOn === null) return i18n.t('ratings.kind.live');
  return i18n.t('ratings.until', { day: nearDay(i18n, endsOn, today) });
}
