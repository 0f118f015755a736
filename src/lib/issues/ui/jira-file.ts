import { csvLine } from '#lib/base/csv-cell.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { Band } from '../prioritise.ts';
import type { FiledIssue, FileSurroundings } from './issue-table-file.ts';

/** The priorities that a new Jira has, by the band that an issue is in; without a band nothing is claimed. */
const PRIORITIES: Readonly<Record<Band, string>> = {
  'this-year': 'High',
  'following-years': 'Medium',
  'can-wait': 'Low',
};

/** Headings that Jira's own import proposes fields for, in English whatever the reader's language. */
const HEAD = [
  'Summary',
  'Description',
  'Issue Type',
  'Priority',
  'Status',
  'Assignee',
  'Created',
  'Labels',
  'Labels',
  'External issue ID',
];

/**
 * Issues as the CSV that Jira imports [IS72]: one heading a field, labels in columns of their own, days as ISO. No byte
 * order mark, which Jira would take for a part of the first heading; texts are guarded as in every file.
 */
export function jiraCsv(
  i18n: Translator,
  issues: readonly FiledIssue[],
  { linkBase, timeZone }: FileSurroundings,
): string {
  const lines = issues.map((issue) => {
    const link = new URL(`/issues/${issue.number}`, linkBase).href;
    const from = `${i18n.t(`issues.from.${issue.origin.kind}`)}, ${link}`;
    return csvLine(
      [
        issue.title.replaceAll(/\s+/g, ' '),
        [issue.description, from].filter(Boolean).join('\n\n'),
        'Task',
        issue.band ? PRIORITIES[issue.band] : '',
        i18n.t(`issues.state.${issue.state}`),
        issue.ownerName ?? '',
        dayAt(issue.createdAtMs, timeZone),
        // Labels of Jira hold no blanks.
        'herringbone',
        issue.band ? i18n.t(`issues.band.${issue.band}`).replaceAll(/\s+/g, '-') : '',
        `HB-${issue.number}`,
      ],
      'international',
    );
  });
  return csvLine(HEAD, 'international') + lines.join('');
}
