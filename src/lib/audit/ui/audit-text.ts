import type { Translator } from '#lib/i18n/translator.ts';
import { AUDIT_FACTS, type AuditChange } from '../audit-change.ts';
import { sentenceKey, type AuditLine } from '../audit-line.ts';

type Texts = Pick<Translator, 'date' | 'day' | 'money' | 'number' | 't' | 'text'>;

/** What somebody did, in words; with the name of the thing where it is given. */
export function sentenceText(i18n: Texts, { action }: Pick<AuditLine, 'action'>, thing = ''): string {
  return i18n.t(sentenceKey(action), { thing }).replaceAll('  ', ' ').trim();
}

/** Stands in a sentence where the name of the thing comes: no name has it. */
const PLACE = '\u0001';

/** The same in two parts, between which the name of the thing stands; null where the sentence names none. */
export function sentenceParts(
  i18n: Texts,
  line: Pick<AuditLine, 'action'>,
): [before: string, after: string | null] {
  const [before = '', after] = sentenceText(i18n, line, PLACE).split(PLACE);
  return [before, after ?? null];
}

/** One field: what it is called, and from what to what it went. */
export function changeText(
  i18n: Texts,
  kind: AuditLine['subject']['kind'],
  change: AuditChange,
): { field: string; values: string } {
  const value = (stored: string | null): string =>
    stored === null || stored === '' ? i18n.t('audit.none') : valueText(i18n, kind, change.field, stored);
  const { field, from, to } = change;
  const values =
    from === null && to === null
      ? i18n.t('audit.rewritten')
      : from === null
        ? value(to)
        : i18n.t('audit.fromTo', { from: value(from), to: value(to) });
  return { field: i18n.t(`audit.field.${field}`), values };
}

/** What a line says besides its sentence: whom it was done to, what changed, and what was counted. */
export function lineFacts(i18n: Texts, line: AuditLine): { field: string; values: string }[] {
  const { whom, changes, facts, subject } = line;
  return [
    ...(whom.length > 0 ? [{ field: i18n.t('audit.whom'), values: whom.join(', ') }] : []),
    ...changes.map((change) => changeText(i18n, subject.kind, change)),
    ...AUDIT_FACTS.flatMap((fact) => {
      const n = facts[fact];
      const isNamed = fact === 'people' && whom.length > 0;
      return n === undefined || isNamed
        ? []
        : [{ field: i18n.t(`audit.fact.${fact}`), values: i18n.number(n) }];
    }),
  ];
}

function valueText(
  i18n: Texts,
  kind: AuditLine['subject']['kind'],
  field: AuditChange['field'],
  stored: string,
): string {
  switch (field) {
    case 'state':
      if (kind === 'decision') return i18n.text(`decisions.state.${stored}`);
      if (kind === 'standard') return i18n.text(`standards.state.${stored}`);
      return i18n.text(`${kind === 'issue' ? 'issues' : 'projects'}.state.${stored}`);
    case 'triage':
      return i18n.text(`issues.triage.${stored}`);
    case 'band':
      return i18n.text(`issues.band.${stored}`);
    case 'health':
      return i18n.text(`projects.health.${stored}`);
    case 'part':
      return i18n.text(`${kind === 'department' ? 'people' : 'projects'}.part.${stored}`);
    case 'level':
      return i18n.text(`people.${kind === 'team' ? 'competence.' : ''}level.${stored}`);
    case 'roles':
      return stored
        .split(',')
        .map((role) => i18n.text(`role.${role}`))
        .join(', ');
    case 'account':
      return i18n.text(`audit.account.${stored}`);
    case 'startsOn':
    case 'endsOn':
    case 'holdUntil':
    case 'employedUntil':
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
