import {
  causePlace,
  type CauseOutcome,
  type SeenBefore,
  type SeenCause,
  type SeenWorkshop,
} from '../../seen/seen-before.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import { figureLine } from '#lib/patterns/figure-text.ts';
import { describeMetric } from '../../evidence/ui/show-figure.ts';
import type { MinutesWords } from '../minutes-markdown.ts';

/** The words of minutes as a page or a letter says them. */
export function minutesWords(i18n: Pick<Translator, 't' | 'text' | 'number' | 'date' | 'day'>): MinutesWords {
  return {
    seenTitle: i18n.t('seen.part'),
    t: (key, values) => i18n.text(`minutes.${key}`, values),
    number: (value, options) => i18n.number(value, options),
    date: (ms) => i18n.date(ms),
    day: (day) => i18n.day(day),
    figure: (figure) => figureLine(i18n, figure, {}),
    metric: {
      title: i18n.t('evidence.metric.title'),
      line: (metric) => describeMetric(i18n, metric),
    },
  };
}

/** Where causes were seen before and what became of them there, as lines of text. */
export function seenLines(
  i18n: Pick<Translator, 't' | 'date'>,
  seen: readonly SeenBefore[],
  outcomes: Readonly<Record<string, CauseOutcome>>,
): { text: string; places: string[] }[] {
  const placeOf = (workshop: SeenWorkshop, cause: SeenCause): string => {
    const outcome = outcomes[causePlace(workshop.id, cause.id)];
    return [
      `${workshop.title}, ${i18n.date(workshop.createdAtMs)}: ${cause.text}`,
      ...(cause.status === 'possible' ? [] : [i18n.t(`evidence.status.${cause.status}`)]),
      ...(outcome ? [`${i18n.t('seen.issue')} ${outcome.issue.title}`] : []),
      ...(outcome?.project ? [`${i18n.t('seen.project')} ${outcome.project.title}`] : []),
    ].join(' · ');
  };
  return seen.map(({ text, workshops }) => ({
    text,
    places: workshops.flatMap((workshop) => workshop.causes.map((cause) => placeOf(workshop, cause))),
  }));
}
