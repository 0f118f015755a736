import { csvLine } from '../../base/csv-cell.ts';
import { headOf, type Finding, type FindingKind, type FindingSeverity } from '../findings/finding.ts';
import { LABEL_START } from './tracked.ts';

/** What a new Jira calls them: whatever has no type of its own there is a task. */
const TYPES: Readonly<Partial<Record<FindingKind, string>>> = { bug: 'Bug', request: 'Story' };
const PRIORITIES: Readonly<Record<FindingSeverity, string>> = {
  blocks: 'Highest',
  hinders: 'High',
  annoys: 'Medium',
};

/** Headings that Jira's own import proposes fields for, in English whatever the reader's language. */
const COLUMNS = ['Summary', 'Description', 'Issue Type', 'Priority', 'Labels', 'Labels'];
/** As much as Jira takes for a summary. */
export const SUMMARY_MAX = 255;

/**
 * Findings as the CSV that Jira imports [SH96]: one label says where they come from, another which one it is, so that
 * it is known again when the list comes back. No byte order mark, which Jira would take for a part of the first heading.
 */
export function findingsCsv(
  findings: readonly Pick<Finding, 'id' | 'roundId' | 'kind' | 'text' | 'steps' | 'quote' | 'severity'>[],
  linkBase: string,
): string {
  const lines = findings.map(({ id, roundId, kind, text, steps, quote, severity }) =>
    csvLine(
      [
        headOf(text).replaceAll(/\s+/g, ' ').slice(0, SUMMARY_MAX),
        [text, steps, quote && `„${quote}”`, new URL(`/shifts/${roundId}/findings/${id}`, linkBase).href]
          .filter(Boolean)
          .join('\n\n'),
        TYPES[kind] ?? 'Task',
        severity === null ? '' : PRIORITIES[severity],
        'herringbone',
        LABEL_START + id,
      ],
      'international',
    ),
  );
  return csvLine(COLUMNS, 'international') + lines.join('');
}
