import type { FileTable } from '#lib/base/table-file/table-file.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { IssueOrigin, IssueState } from '../issue.ts';
import type { Band, Priority } from '../prioritise.ts';
import type { Triage } from '../triage.ts';

/** What of an issue a file of the list holds: as its reader sees it, totals left out where the server left them out. */
export interface FiledIssue {
  number: number;
  title: string;
  description: string;
  state: IssueState;
  triage: Triage;
  band: Band | null;
  priority: Pick<Priority, 'importance' | 'urgency'> | undefined;
  raters: number;
  origin: IssueOrigin;
  ownerName: string | null;
  createdAtMs: number;
}

/** Where an address of the product begins, and by whose clock a moment becomes a day. */
export interface FileSurroundings {
  linkBase: string;
  timeZone: string;
}

/** The list of issues as a table in the reader's words [IS70]. */
export function issueTable(
  i18n: Translator,
  issues: readonly FiledIssue[],
  { linkBase, timeZone }: FileSurroundings,
): FileTable {
  const text = (name: string, width: number) => ({ name, kind: 'text' as const, width });
  const number = (name: string) => ({ name, kind: 'number' as const, width: 10 });
  return {
    name: i18n.t('issues.title'),
    columns: [
      number(i18n.t('issues.column.number')),
      text(i18n.t('issues.form.title'), 48),
      text(i18n.t('issues.form.description'), 48),
      text(i18n.t('issues.column.state'), 14),
      text(i18n.t('issues.triage'), 14),
      text(i18n.t('issues.band'), 16),
      number(i18n.t('issues.column.importance')),
      number(i18n.t('issues.column.urgency')),
      number(i18n.t('issues.column.raters')),
      text(i18n.t('issues.column.origin'), 20),
      text(i18n.t('issues.column.owner'), 20),
      { name: i18n.t('issues.column.created'), kind: 'day', width: 12 },
      text(i18n.t('issues.file.link'), 40),
    ],
    rows: issues.map((issue) => [
      issue.number,
      issue.title,
      issue.description,
      i18n.t(`issues.state.${issue.state}`),
      i18n.t(`issues.triage.${issue.triage}`),
      issue.band && i18n.t(`issues.band.${issue.band}`),
      issue.priority ? rounded(issue.priority.importance) : null,
      issue.priority ? rounded(issue.priority.urgency) : null,
      issue.raters,
      i18n.t(`issues.from.${issue.origin.kind}`),
      issue.ownerName,
      dayAt(issue.createdAtMs, timeZone),
      new URL(`/issues/${issue.number}`, linkBase).href,
    ]),
  };
}

/** Means of ratings to hundredths: more digits than anybody gave say nothing. */
function rounded(mean: number): number {
  return Math.round(mean * 100) / 100;
}
