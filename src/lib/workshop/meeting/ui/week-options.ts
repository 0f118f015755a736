import type { Translator } from '#lib/i18n/translator.ts';

/** What a field offers: other spans are rare, and one that was set otherwise stays. */
const USUAL_WEEKS = [0, 1, 2, 3, 4, 6, 8, 12];

/** After how many weeks a meeting repeats, for a field of choices. */
export function weekOptions(
  i18n: Pick<Translator, 't'>,
  current: number,
): { value: string; label: string }[] {
  const weeks = USUAL_WEEKS.includes(current) ? USUAL_WEEKS : [...USUAL_WEEKS, current];
  return weeks.map((n) => ({ value: String(n), label: i18n.t('meeting.everyWeeks', { n }) }));
}
