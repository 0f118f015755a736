import { daysBetween } from '../base/days.ts';
import { lateText, nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import type { Glyph } from '../patterns/state-glyph.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't'>;

export const DUE_GROUPS = ['late', 'soon', 'asked', 'waiting'] as const;
export type DueGroupName = (typeof DUE_GROUPS)[number];

/** One thing that waits for somebody, as its row says it. */
export interface DueRow {
  key: string;
  group: DueGroupName;
  glyph: Glyph;
  /** The glyph in words. */
  state: string;
  name: string;
  href: string;
  facts: string;
  time: string;
  timeKind: 'plain' | 'soon' | 'late';
  /** The day that it is due on, for the order; rows without one come last. */
  dueOn: string | null;
  /** What one does there. */
  doing?: string;
}

/** What is due until then is said to be soon. */
export const SOON_DAYS = 2;
/** Late by how much, else the day by its name; amber from two days before. */
export function timeOf(
  i18n: Texts,
  dueOn: string,
  today: string,
): Pick<DueRow, 'group' | 'time' | 'timeKind' | 'dueOn'> {
  if (dueOn < today) return { group: 'late', time: lateText(i18n, dueOn, today), timeKind: 'late', dueOn };
  const isSoon = daysBetween(today, dueOn) <= SOON_DAYS;
  return { group: 'soon', time: nearDay(i18n, dueOn, today), timeKind: isSoon ? 'soon' : 'plain', dueOn };
}
