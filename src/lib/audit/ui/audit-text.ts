import type { Translator } from '#lib/i18n/translator.ts';
import { sentenceKey, type AuditLine } from '../audit-line.ts';
import type { AuditChange } from '../audit-change.ts';

type Texts = Pick<Translator, 'date' | 'day' | 'money' | 't' | 'text'>;

/** What somebody did, in words. */
export function sentenceText(i18n: Texts, { action }: Pick<AuditLine, 'action'>): string {
  return i18n.t(sentenceKey(action));
}

/** One field: what it is called, and from what to what it went. */
export function changeText(
  i18n: Texts,
  kind: AuditLine['subject']['kind'],
  change: AuditChange,
): { field: string; values: string } {
  const value = (stored: string | null): string =>
    stored === null ? i18n.t('audit.none') : valueText(i18n, kind, change.field, stored);
  const { field, from, to } = change;
  const values =
    from === null && to === null
      ? i18n.t('audit.rewritten')
      : from === null
        ? value(to)
        : i18n.t('audit.fromTo', { from: value(from), to: value(to) });
  return { field: i18n.t(`audit.field.${field}`), values };
}

function valueText(
  i18n: Texts,
  kind: AuditLine['subject']['kind'],
  field: AuditChange['field'],
  stored: string,
): string {
  switch (field) {
    case 'state':
      return i18n.text(`${kind === 'issue' ? 'issues' : 'projects'}.state.${stored}`);
    case 'health':
      return i18n.text(`projects.health.${stored}`);
    case 'part':
      return i18n.text(`projects.part.${stored}`);
    case 'startsOn':
    case 'endsOn':
    case 'holdUntil':
      return i18n.day(stored);
    case 'budget': {
      const [minor = '', currency = ''] = stored.split(' ');
      return i18n.money(Number(minor), currency);
    }
    default:
      return stored;
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** When: today and yesterday by name, the days of the last week by their weekday, then the date; with the hour. */
export function nearTime(i18n: Texts, atMs: number, nowMs: number): string {
  const time = i18n.date(atMs, { timeStyle: 'short' });
  const days = daysBetween(atMs, nowMs);
  if (days === 0) return `${i18n.t('audit.today')}, ${time}`;
  if (days === 1) return `${i18n.t('audit.yesterday')}, ${time}`;
  if (days > 1 && days < 7) return `${i18n.date(atMs, { weekday: 'long' })}, ${time}`;
  return i18n.date(atMs, { dateStyle: 'medium' });
}

/** Whole days on the reader's calendar, whatever the clocks did meanwhile. */
function daysBetween(fromMs: number, toMs: number): number {
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  const noon = (at: Date): number => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return Math.round((noon(to) - noon(from)) / DAY_MS);
}
