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
    case 'language':
      return i18n.text(`locale.${stored}`);
    case 'holidays':
      return i18n.text(`organisation.week.holidays.${stored}`);
    case 'reportingLine':
      return i18n.text(`organisation.line.${stored}`);
    case 'budget': {
      const [minor = '', currency = ''] = stored.split(' ');
      return i18n.money(Number(minor), currency);
    }
    default:
      return stored;
  }
}
