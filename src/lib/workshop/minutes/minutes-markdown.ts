import { markdownText } from '#lib/base/markdown/markdown-text.ts';
import type { AgendaItem } from '../meeting/agenda-item.ts';
import type { ShownMetric } from '../evidence/head-metric.ts';
import { decidedCauses, isInsightTheMetric, type Minutes, type MinutesCause } from './minutes.ts';

/** The words of minutes, in the reader's language, and how that language writes numbers and dates. */
export interface MinutesWords {
  /** Above what was seen before. */
  seenTitle: string;
  t(key: MinutesKey, values?: Record<string, string | number>): string;
  number(value: number, options?: { digits?: number }): string;
  date(ms: number): string;
  day(day: string): string;
  /** A figure with its interval and n. */
  figure(figure: NonNullable<Minutes['insight']>): string;
  /** The metric at the head, its baseline and target, under a heading. */
  metric: { title: string; line(metric: ShownMetric): string };
}

export const MINUTES_KEYS = [
  'people',
  'programme',
  'evidence',
  'votes',
  'ratings',
  'verified',
  'ruledOut',
  'decisions',
  'decided',
  'diagram',
  'seals',
  'facilitator',
  'dots',
  'rated',
  'planned',
  'guest',
  'skipped',
  'absent',
  'observer',
  'definition',
  'agenda',
  'notes',
  'agreed',
  'talked',
  'putOff',
  'notReached',
  'tasks',
  'parking',
  'by',
  'done',
  'moved',
  'state.open',
  'state.kept',
  'state.kept-late',
  'state.broken',
  'state.withdrawn',
] as const;
export type MinutesKey = (typeof MINUTES_KEYS)[number];

const MINUTE_MS = 60_000;

/** What minutes hold beside what was sealed. */
export interface BesideMinutes {
  /** The titles of what went to the issue list. */
  issues: readonly string[];
  /** What was decided in it or is to be, each as one line of text. */
  decided: readonly string[];
  /** The diagram as a Markdown list, with what its marks mean. */
  outline: string;
  /** Where causes were seen before, each place as one line of text. */
  seen: readonly { text: string; places: readonly string[] }[];
}

/** Minutes as Markdown: the same parts as the page. */
export function formatMinutes(
  minutes: Minutes,
  { issues, decided, outline, seen }: BesideMinutes,
  words: MinutesWords,
): string {
  const byId = new Map(minutes.causes.map((cause) => [cause.id, cause]));
  const name = (id: string): string => causeName(byId.get(id)) ?? id;
  const lines: string[] = [`# ${markdownText(minutes.title)}`, '', markdownText(minutes.problem), ''];
  if (minutes.goal) lines.push(markdownText(minutes.goal), '');
  lines.push(
    `${words.t('facilitator')}: ${markdownText(minutes.facilitatorName)}, ${words.date(minutes.createdAtMs)}`,
    '',
  );
  const part = (key: MinutesKey, items: readonly string[]): void => {
    if (items.length > 0) lines.push(`## ${words.t(key)}`, '', ...items.map((item) => `- ${item}`), '');
  };
  const done = (isSettled: boolean): string => (isSettled ? words.t('done') : '');
  const standing = ({ isAbsent, isObserver }: Minutes['people'][number]): string =>
    isAbsent ? words.t('absent') : isObserver ? words.t('observer') : '';
  if (minutes.definition) lines.push(`## ${words.t('definition')}`, '', markdownText(minutes.definition), '');
  const { insight } = minutes;
  if (insight && !isInsightTheMetric(minutes)) {
    part('evidence', [
      `${markdownText(insight.title)}: ${words.figure(insight)} (${markdownText(insight.waveName)})`,
    ]);
  }
  if (minutes.metric)
    lines.push(`## ${words.metric.title}`, '', `- ${markdownText(words.metric.line(minutes.metric))}`, '');
  part(
    'people',
    minutes.people.map((person) =>
      [
        markdownText(person.name),
        markdownText(person.department),
        person.isGuest ? words.t('guest') : '',
        standing(person),
      ]
        .filter((text) => text !== '')
        .join(', '),
    ),
  );
  part(
    'programme',
    minutes.steps.map((step) => {
      const spent = Math.round(step.spentMs / MINUTE_MS);
      const time = words.t('planned', { planned: step.minutes, spent });
      return `${markdownText(step.title)} (${step.isSkipped ? words.t('skipped') : time})`;
    }),
  );
  part(
    'votes',
    (minutes.votes?.causes ?? []).map(
      ({ causeId, dots, voters }) => `${name(causeId)}: ${words.t('dots', { dots, voters })}`,
    ),
  );
  part(
    'ratings',
    (minutes.ratings?.causes ?? []).map(({ causeId, importance, urgency, n }) => {
      const show = (value: number): string => words.number(value, { digits: 1 });
      const values = { importance: show(importance.mean), urgency: show(urgency.mean), n };
      return `${name(causeId)}: ${words.t('rated', values)}`;
    }),
  );
  for (const [key, status] of [
    ['verified', 'verified'],
    ['ruledOut', 'ruled-out'],
  ] as const) {
    part(
      key,
      decidedCauses(minutes, status).map(
        ({ cause, check }) =>
          `${causeName(cause)} (${markdownText(check.byName)})${check.reason ? `: ${markdownText(check.reason)}` : ''}`,
      ),
    );
  }
  part(
    'agenda',
    minutes.agenda.map(({ text, owner, dueOn, state, id }) =>
      [
        markdownText(text),
        markdownText(owner),
        dueOn ? words.t('by', { date: words.day(dueOn) }) : '',
        words.t(agendaWord(state)),
        ...minutes.decisions.filter(({ itemId }) => itemId === id).map((one) => markdownText(one.text)),
      ]
        .filter((said) => said !== '')
        .join(', '),
    ),
  );
  if (minutes.notes.trim() !== '')
    lines.push(`## ${words.t('notes')}`, '', ...minutes.notes.trim().split('\n').map(markdownText), '');
  part(
    'agreed',
    minutes.decisions.map(({ number, text, owner, lookAgainOn }) =>
      [
        `#${number} ${markdownText(text)}`,
        markdownText(owner),
        lookAgainOn ? words.t('by', { date: words.day(lookAgainOn) }) : '',
      ]
        .filter((said) => said !== '')
        .join(', '),
    ),
  );
  part('decisions', issues.map(markdownText));
  part('decided', decided.map(markdownText));
  part(
    'tasks',
    minutes.tasks.map(({ text, owner, dueOn, firstDueOn, moves, state }) =>
      [
        markdownText(text),
        markdownText(owner),
        dueOn ? words.t('by', { date: words.day(dueOn) }) : '',
        moves > 0 && firstDueOn ? words.t('moved', { n: moves, day: words.day(firstDueOn) }) : '',
        state === 'open' ? '' : words.t(`state.${state}`),
      ]
        .filter((said) => said !== '')
        .join(', '),
    ),
  );
  part(
    'parking',
    minutes.parking.map(({ text, isSettled }) =>
      [markdownText(text), done(isSettled)].filter((said) => said !== '').join(', '),
    ),
  );
  if (seen.length > 0) {
    lines.push(`## ${words.seenTitle}`, '');
    for (const { text, places } of seen)
      lines.push(`- ${markdownText(text)}`, ...places.map((place) => `  - ${markdownText(place)}`));
    lines.push('');
  }
  if (outline.trim()) lines.push(`## ${words.t('diagram')}`, '', outline.trim(), '');
  part(
    'seals',
    minutes.seals.map(({ number, title, hash }) => `${number}. ${markdownText(title)}: \`${hash}\``),
  );
  return `${lines.join('\n').trim()}\n`;
}

/** What became of a point of the agenda; one that is still open when the meeting is over was not reached. */
export function agendaWord(state: AgendaItem['state']): 'talked' | 'putOff' | 'notReached' {
  if (state === 'talked') return 'talked';
  return state === 'put-off' ? 'putOff' : 'notReached';
}

function causeName(cause: MinutesCause | undefined): string | undefined {
  return cause && `${markdownText(cause.text)} (${cause.path.map(markdownText).join(' › ')})`;
}
