import { nearDay } from '#lib/i18n/near-day.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { TeamPulse } from '../team-pulse.ts';
import { nextText } from './rhythm-words.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't'>;

/** The page of a pulse. */
export function pulseHref(id: string): string {
  return `/people/team/pulses/${id}`;
}

/** How a pulse stands for its reader, drawn and said. */
export function pulseState(
  i18n: Texts,
  { isEnded, open, nextOn, pausedBy }: Pick<TeamPulse, 'isEnded' | 'open' | 'nextOn' | 'pausedBy'>,
  today: string,
): { glyph: Glyph; state: string } {
  if (open) {
    const isWaiting = open.isAsked && !open.hasAnswered && open.endsOn >= today;
    const state = i18n.t('rhythms.pulse.isOpen', { day: nearDay(i18n, open.endsOn, today) });
    return { glyph: isWaiting ? 'waits' : 'progress', state };
  }
  if (isEnded) return { glyph: 'done', state: i18n.t('rhythms.pulse.hasEnded') };
  return { glyph: 'open', state: nextText(i18n, { nextOn, pausedBy }, today) };
}
