import { daysBetween } from '../base/days.ts';
import { nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import { SOON_DAYS, timeOf, type DueRow } from './due-row.ts';
import type { Home, HomeCommitment } from './home.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't'>;

/** What one owes within so many days stands on Home; all of it is one press away. */
const DAYS_SHOWN = 7;

/** What the reader promised and is late or near, and what they wait for that is late or nearly due [CM9]. */
export function rowsOfCommitments(i18n: Texts, { commitments, today }: Home): DueRow[] {
  const within = (days: number) => (one: HomeCommitment) => daysBetween(today, one.dueOn) <= days;
  return [
    ...commitments.owed.filter(within(DAYS_SHOWN)).map((one) => rowOfOwed(i18n, one, today)),
    ...commitments.awaited.filter(within(SOON_DAYS)).map((one) => rowOfAwaited(i18n, one, today)),
  ];
}

function rowOfOwed(i18n: Texts, one: HomeCommitment, today: string): DueRow {
  return {
    key: `commitment-${one.id}`,
    ...glyphOf(i18n, one, today),
    name: one.text,
    href: `/home/due?at=${one.id}`,
    facts: factsOf(i18n, one, today, ''),
    ...timeOf(i18n, one.dueOn, today),
    doing: i18n.t(one.isAsked ? 'home.commitment.answer' : 'home.commitment.look'),
  };
}

function rowOfAwaited(i18n: Texts, one: HomeCommitment, today: string): DueRow {
  return {
    key: `awaited-${one.id}`,
    ...glyphOf(i18n, one, today),
    name: one.text,
    href: `/home/waiting?at=${one.id}`,
    facts: factsOf(i18n, one, today, one.ownerName || i18n.t('home.commitment.nobody')),
    ...timeOf(i18n, one.dueOn, today),
    group: 'waiting',
  };
}

function glyphOf(
  i18n: Texts,
  { dueOn, isAsked }: HomeCommitment,
  today: string,
): Pick<DueRow, 'glyph' | 'state'> {
  if (dueOn < today) return { glyph: 'risk', state: i18n.t('home.commitment.late') };
  if (isAsked) return { glyph: 'waits', state: i18n.t('home.commitment.asked') };
  return { glyph: 'open', state: i18n.t('glyph.open') };
}

function factsOf(i18n: Texts, one: HomeCommitment, today: string, who: string): string {
  const moved =
    one.moves > 0
      ? i18n.t('home.commitment.moved', { n: one.moves, day: nearDay(i18n, one.firstDueOn, today) })
      : '';
  return [i18n.t('home.commitment.name'), who, one.subjectTitle, moved].filter(Boolean).join(' · ');
}
