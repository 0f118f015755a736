import type { Currency } from '#lib/base/money.ts';
import type { FileTable } from '#lib/base/table-file/table-file.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { ProjectPlace } from '../../project-query.ts';
import { slipDays, type TimelineTerm } from '../timeline.ts';

/** What of a project a file of the list holds: as its reader sees it, without a budget that they do not read. */
export interface FiledProject extends Omit<ProjectPlace, 'course'>, Pick<TimelineTerm, 'first'> {
  aim: string;
  currency: Currency;
  issueNumber: number | null;
  issueTitle: string | null;
}

/** The list of projects as a table in the reader's words [PR105]; budgets in whole units of their currency. */
export function projectTable(
  i18n: Translator,
  projects: readonly FiledProject[],
  linkBase: string,
): FileTable {
  const text = (name: string, width: number) => ({ name, kind: 'text' as const, width });
  const number = (name: string) => ({ name, kind: 'number' as const, width: 12 });
  const day = (name: string) => ({ name, kind: 'day' as const, width: 12 });
  return {
    name: i18n.t('projects.title'),
    columns: [
      number(i18n.t('projects.column.number')),
      text(i18n.t('projects.form.title'), 40),
      text(i18n.t('projects.form.aim'), 48),
      text(i18n.t('projects.column.state'), 20),
      text(i18n.t('projects.column.health'), 16),
      text(i18n.t('projects.column.owner'), 20),
      text(i18n.t('projects.column.deputy'), 20),
      number(i18n.t('projects.column.budget')),
      text(i18n.t('portfolio.file.currency'), 8),
      day(i18n.t('projects.column.startsOn')),
      day(i18n.t('projects.column.endsOn')),
      day(i18n.t('portfolio.file.firstEnd')),
      number(i18n.t('portfolio.file.slip')),
      text(i18n.t('portfolio.file.issue'), 40),
      text(i18n.t('portfolio.file.link'), 40),
    ],
    rows: projects.map((project) => [
      project.number,
      project.title,
      project.aim,
      i18n.t(`projects.state.${project.state}`),
      project.latestReport ? i18n.t(`projects.health.${project.latestReport.health}`) : null,
      project.ownerName,
      project.deputyName,
      project.budgetMinor === null ? null : project.budgetMinor / 100,
      project.budgetMinor === null ? null : project.currency,
      project.startsOn,
      project.endsOn,
      project.first?.endsOn ?? null,
      project.first && slipDays(project),
      project.issueNumber === null ? null : `#${project.issueNumber} ${project.issueTitle ?? ''}`,
      new URL(`/projects/${project.number}`, linkBase).href,
    ]),
  };
}
