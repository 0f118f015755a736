import type { Translator } from '#lib/i18n/translator.ts';
import type { Tracked } from '../tracked.ts';

/** Where a finding stands in another tracker, in one line. */
export function trackedText(i18n: Pick<Translator, 't'>, { key, status, version }: Tracked): string {
  return [
    status === '' ? key : i18n.t('tracker.facts', { key, status }),
    ...(version === '' ? [] : [i18n.t('tracker.fixedIn', { version })]),
  ].join(' · ');
}
