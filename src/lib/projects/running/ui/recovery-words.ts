import type { Translator } from '#lib/i18n/translator.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { RecoveryState, timeToSend } from '../recovery.ts';

/** The sign of where a plan stands. */
export const RECOVERY_GLYPHS: Readonly<Record<RecoveryState, Glyph>> = {
  draft: 'risk',
  sent: 'progress',
  closed: 'done',
};

/** How long it took from seeing to sending, in the two largest units that count. */
export function tookText(
  i18n: Pick<Translator, 't'>,
  { days, hours, minutes }: ReturnType<typeof timeToSend>,
): string {
  if (days > 0) return i18n.t('running.recovery.tookDays', { days, hours });
  if (hours > 0) return i18n.t('running.recovery.tookHours', { hours, minutes });
  return i18n.t('running.recovery.tookMinutes', { minutes });
}
