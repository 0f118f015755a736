import { nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import type { Home, HomeSetup, HomeYear } from './home.ts';
import { tourHref } from './tour-href.ts';

type Texts = Pick<Translator, 'date' | 'day' | 'money' | 'number' | 't'>;

/** A line of a box: when or what, its name, where it leads, and a value. */
export interface BoxFact {
  key: string;
  label: string;
  name?: string;
  href?: string;
  value?: string;
}

/** Further days are on the pages themselves. */
const DAYS_SHOWN = 6;

/** What is fixed for the next days, for who leads: sessions, tours of anybody, ends of projects. */
export function daysFacts(i18n: Texts, home: Home): BoxFact[] {
  if (home.ending === null) return [];
  const label = (day: string): string => i18n.day(day, { weekday: 'short', day: 'numeric', month: 'short' });
  const facts = [
    ...home.workshops.flatMap(({ id, title, next }) =>
      next
        ? [
            {
              key: id,
              on: `${next.startsOn} ${next.startsAt}`,
              label: label(next.startsOn),
              name: title,
              href: `/workshop/${id}`,
              value: next.startsAt,
            },
          ]
        : [],
    ),
    ...home.tours.map((tour) => {
      const names = tour.people.map(({ name }) => name.split(' ')[0]).join(', ');
      return {
        key: tour.shiftId,
        on: `${tour.day} ${tour.startsAt}`,
        label: label(tour.day),
        name: names ? i18n.t('home.days.shift', { names }) : i18n.t('home.days.nobody'),
        href: tourHref(tour, home.today),
        value: tour.free > 0 ? i18n.t('home.days.free', { n: tour.free }) : tour.startsAt,
      };
    }),
    ...home.ending.map(({ number, title, endsOn }) => ({
      key: `end-${number}`,
      on: endsOn,
      label: label(endsOn),
      name: i18n.t('home.days.end', { title }),
      href: `/projects/${number}`,
    })),
  ];
  return facts
    .toSorted((left, right) => left.on.localeCompare(right.on))
    .slice(0, DAYS_SHOWN)
    .map(({ on: _, ...fact }) => fact);
}

/** What projects took of the budget this year, and what is asked for; currencies apart [PR9]. */
export function yearFacts(i18n: Texts, { approved, asked }: HomeYear): BoxFact[] {
  const sum = (sums: HomeYear['asked']): string =>
    sums.map(({ currency, minor }) => i18n.money(minor, currency)).join(' + ') || i18n.number(0);
  return [
    { key: 'approved', label: i18n.t('home.year.approved'), value: sum(approved) },
    { key: 'asked', label: i18n.t('home.year.asked'), value: sum(asked) },
  ];
}

/** How the system stands once the first days are over. */
export function systemFacts(i18n: Texts, setup: HomeSetup, today: string): BoxFact[] {
  return [
    {
      key: 'database',
      label: i18n.t('home.system.database'),
      value: setup.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL',
    },
    {
      key: 'mail',
      label: i18n.t('home.system.mail'),
      value: i18n.t(setup.hasMail ? 'home.system.mailOn' : 'home.system.mailOff'),
    },
    ...(setup.backup
      ? [
          {
            key: 'backup',
            label: i18n.t('home.system.backup'),
            value: setup.backup.day
              ? nearDay(i18n, setup.backup.day, today)
              : i18n.t('home.system.backupNone'),
          },
        ]
      : []),
    {
      key: 'people',
      label: i18n.t('home.system.noAccount'),
      value: i18n.number(setup.people.withoutAccount),
    },
  ];
}
