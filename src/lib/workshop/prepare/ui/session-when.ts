import type { Translator } from '#lib/i18n/translator.ts';
import type { Session } from '../session.ts';

/** When a session is held, on the wall of its own zone. */
export function sessionWhen(
  i18n: Pick<Translator, 't' | 'date'>,
  { startsAtMs, minutes, timeZone }: Pick<Session, 'startsAtMs' | 'minutes' | 'timeZone'>,
): string {
  return i18n.t('prepare.session.when', {
    start: i18n.date(startsAtMs, { dateStyle: 'full', timeStyle: 'short', timeZone }),
    end: i18n.date(startsAtMs + minutes * 60_000, { timeStyle: 'short', timeZone }),
  });
}
