import type { Translator } from '#lib/i18n/translator.ts';
import type { Hindrance } from '../plan-days.ts';

/** What lies on a day, by its name. */
export function hindranceText(i18n: Pick<Translator, 't'>, because: Hindrance): string {
  if (because.kind === 'holiday') return i18n.t(`organisation.holiday.${because.name}`);
  return i18n.t(`shifts.days.${because.kind}`, { name: because.name });
}
