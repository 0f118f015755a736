import { markdownText } from '#lib/base/markdown/markdown-text.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import { envelopeText } from '../../ui/envelope-text.ts';
import { monthSpan, type MonthName, type MonthSummary } from '../month.ts';

/** A line of a summary: what it says, and the project that it says it of. */
export interface MonthLine {
  text: string;
  /** Null for a line about no single project. */
  project: MonthName | null;
}

export interface MonthPart {
  id: string;
  title: string;
  lines: readonly MonthLine[];
}

type Texts = Pick<Translator, 't' | 'day' | 'money' | 'number'>;

/** The name of a month, such as "October 2026". */
export function monthName(i18n: Pick<Translator, 'day'>, month: string): string {
  return i18n.day(monthSpan(month).startsOn, { month: 'long', year: 'numeric' });
}

/** A month of the projects in its reader's words [PR107]; parts in which there is nothing are left out. */
export function monthParts(i18n: Texts, summary: MonthSummary): MonthPart[] {
  const line = (project: MonthName, text: string): MonthLine => ({ text, project });
  const part = (id: string, title: string, lines: readonly MonthLine[]): MonthPart => ({ id, title, lines });
  const day = (on: string): string => i18n.day(on, { day: 'numeric', month: 'short' });
  const parts = [
    part(
      'events',
      i18n.t('month.events'),
      summary.events.map(({ event, on, project }) =>
        line(project, `${day(on)}: ${i18n.t(`month.event.${event}`)}`),
      ),
    ),
    part(
      'waiting',
      i18n.t('month.waiting'),
      summary.waiting.map(({ project, budgetMinor, currency, decideBy }) =>
        line(
          project,
          [
            i18n.money(budgetMinor, currency),
            decideBy ? i18n.t('projects.decideBy', { day: i18n.day(decideBy) }) : '',
          ]
            .filter(Boolean)
            .join('; '),
        ),
      ),
    ),
    part(
      'troubled',
      i18n.t('month.troubled'),
      summary.troubled.map(({ project, health, text, on }) =>
        line(project, `${i18n.t(`projects.health.${health}`)}, ${day(on)}: ${text}`),
      ),
    ),
    part(
      'silent',
      i18n.t('month.silent'),
      summary.silent.map((project) => line(project, i18n.t('month.noReport'))),
    ),
    part(
      'late',
      i18n.t('month.late'),
      summary.late.map(({ project, endsOn, firstEndsOn }) =>
        line(
          project,
          firstEndsOn === null || firstEndsOn === endsOn
            ? i18n.day(endsOn)
            : `${i18n.day(endsOn)}; ${i18n.t('portfolio.first', { term: i18n.day(firstEndsOn) })}`,
        ),
      ),
    ),
    part(
      'coming',
      i18n.t('month.coming'),
      summary.coming.map(({ project, what, on }) =>
        line(project, i18n.t(`month.${what}`, { day: i18n.day(on) })),
      ),
    ),
    part(
      'money',
      i18n.t('month.money'),
      summary.envelopes.map((envelope) => ({
        text: `${i18n.t('projects.envelope', { year: String(envelope.year) })}: ${envelopeText(i18n, envelope)}`,
        project: null,
      })),
    ),
    part('issues', i18n.t('month.issues'), [
      { text: i18n.t('month.issuesAdded', { n: summary.issues.added }), project: null },
      { text: i18n.t('month.issuesOpen', { n: summary.issues.open }), project: null },
    ]),
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

/** The same as plain lines of a letter. */
export function monthLetter(i18n: Texts, summary: MonthSummary): string {
  return monthParts(i18n, summary)
    .map(({ title, lines }) =>
      [
        title.toUpperCase(),
        ...lines.map(
          ({ text, project }) =>
            `- ${project ? `#${project.number} ${project.title}: ` : ''}${oneLine(text)}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

/** The same as Markdown; what people wrote cannot become markup. */
export function monthMarkdown(i18n: Texts, summary: MonthSummary): string {
  const parts = monthParts(i18n, summary).map(({ title, lines }) =>
    [
      `## ${markdownText(title)}`,
      lines
        .map(({ text, project }) =>
          project
            ? `- **${markdownText(`#${project.number} ${project.title}`)}** (${markdownText(project.ownerName)}): ${markdownText(text)}`
            : `- ${markdownText(text)}`,
        )
        .join('\n'),
    ].join('\n\n'),
  );
  return `${[`# ${markdownText(i18n.t('month.title', { month: monthName(i18n, summary.month) }))}`, ...parts].join('\n\n')}\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
