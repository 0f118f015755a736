import { nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import { SOON_DAYS, type DueRow } from './due-row.ts';
import type { Home, HomeProject } from './home.ts';
import { daysBetween } from '../base/days.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't'>;

/** What leaves put on Home: whom one signs for, who signs for oneself, and directors for whom nobody does [LE6] [LE8]. */
export function rowsOfLeave(i18n: Texts, { today, leave, setup }: Home): DueRow[] {
  const spanText = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string =>
    startsOn === endsOn
      ? i18n.day(startsOn)
      : i18n.t('home.away.span', { from: i18n.day(startsOn), until: i18n.day(endsOn) });
  const timeFrom = (startsOn: string): Pick<DueRow, 'time' | 'timeKind' | 'dueOn'> => ({
    time: startsOn <= today ? nearDay(i18n, today, today) : nearDay(i18n, startsOn, today),
    timeKind: daysBetween(today, startsOn) <= SOON_DAYS ? 'soon' : 'plain',
    dueOn: startsOn < today ? today : startsOn,
  });
  const base = { state: i18n.t('home.away.state') };
  return [
    ...leave.unsigned.map((days): DueRow => ({
      ...base,
      ...timeFrom(days.startsOn),
      key: `unsigned-${days.name}-${days.startsOn}`,
      group: 'soon',
      glyph: 'risk',
      name: i18n.t('home.away.unsigned', { name: days.name }),
      // Who may name a deputy does it there; a lead sees who is away, and asks.
      href: setup ? '/settings/signatures' : '/leave/everybody',
      facts: i18n.t('home.away.unsignedFacts', { days: spanText(days) }),
    })),
    ...leave.standsInFor.map((days): DueRow => ({
      ...base,
      ...timeFrom(days.startsOn),
      key: `sign-for-${days.name}-${days.startsOn}`,
      group: 'soon',
      glyph: days.startsOn <= today ? 'progress' : 'open',
      name: i18n.t('home.away.youSign', { name: days.name }),
      href: '/projects?f.state=submitted',
      facts: spanText(days),
    })),
    ...(leave.until !== null && leave.standIn !== null
      ? [
          {
            ...base,
            key: 'signed-for-me',
            group: 'waiting',
            glyph: 'waits',
            name: i18n.t('home.away.signs', { name: leave.standIn, day: i18n.day(leave.until) }),
            href: '/leave',
            facts: i18n.t('home.away.signsFacts', { n: leave.signatures }),
            time: '',
            timeKind: 'plain',
            dueOn: null,
          } as const satisfies DueRow,
        ]
      : []),
  ];
}

/** What is due of a project while one of its people is away: its deputy does it, and nobody who is away is asked [LE8]. */
export function duringLeave(i18n: Texts, { away }: HomeProject, row: DueRow): DueRow {
  if (away === null) return row;
  if (away.who === 'owner') {
    const whose = i18n.t('home.away.for', { name: away.name, day: i18n.day(away.until) });
    return { ...row, facts: [row.facts, whose].filter(Boolean).join(' · ') };
  }
  const { doing: _, ...rest } = row;
  const facts = i18n.t('home.away.done', { name: away.name });
  return { ...rest, group: 'waiting', facts, timeKind: 'plain' };
}
