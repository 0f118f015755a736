import { nearDay } from '../i18n/near-day.ts';
import type { Translator } from '../i18n/translator.ts';
import type { AskStanding } from '../rhythms/rhythm.ts';
import type { Glyph } from '../patterns/state-glyph.ts';
import { timeOf, type DueRow } from './due-row.ts';
import type { Home, HomeAsk } from './home.ts';

type Texts = Pick<Translator, 'date' | 'day' | 't'>;

const LAST_GLYPHS = {
  waits: 'waits',
  overdue: 'risk',
  answered: 'progress',
  'answered-late': 'progress',
  missed: 'risk',
} as const satisfies Record<AskStanding, Glyph>;

/** What the reader is asked again and again, with how it went the last time, and what they wait for [HM2]. */
export function rowsOfAsks(i18n: Texts, { asks, today }: Home): DueRow[] {
  return [
    ...asks.asked.map((one): DueRow => ({
      ...rowOf(i18n, one, today),
      doing: i18n.t('home.ask.answer'),
    })),
    ...asks.coming.map((one) => rowOf(i18n, one, today)),
    ...asks.awaited.map((one): DueRow => ({
      ...rowOf(i18n, one, today),
      group: 'waiting',
      facts: i18n.t('home.ask.waitsFor', { name: one.askedName }),
    })),
  ];
}

/** Pulses that ask the reader, without their name [HM2]. */
export function rowsOfPulses(i18n: Texts, { pulses, today }: Pick<Home, 'pulses' | 'today'>): DueRow[] {
  return pulses.map(({ askId, pulseId, title, questions, endsOn }): DueRow => ({
    key: `pulse-${askId}`,
    glyph: 'waits',
    state: i18n.t('glyph.waits'),
    name: i18n.t('home.pulse.name', { title }),
    href: `/people/team/pulses/${pulseId}`,
    facts: i18n.t('home.pulse.facts', { n: questions }),
    ...timeOf(i18n, endsOn, today),
    doing: i18n.t('home.ask.answer'),
  }));
}

function rowOf(i18n: Texts, one: HomeAsk, today: string): DueRow {
  const { last } = one;
  return {
    key: `ask-${one.rhythmId}-${one.dueOn}`,
    glyph: last ? LAST_GLYPHS[last.standing] : 'open',
    state: last ? i18n.t(`rhythms.standing.${last.standing}`) : i18n.t('rhythms.standing.not-started'),
    name: i18n.t('home.ask.name', { purpose: i18n.t(`rhythms.purpose.${one.purpose}`), title: one.title }),
    href: `${one.href}?panel=due`,
    facts: [
      one.question,
      last
        ? i18n.t('home.ask.last', {
            day: nearDay(i18n, last.day, today),
            standing: i18n.t(`rhythms.standing.${last.standing}`),
          })
        : i18n.t('home.ask.first'),
    ]
      .filter(Boolean)
      .join(' · '),
    ...timeOf(i18n, one.dueOn, today),
  };
}
