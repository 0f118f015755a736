import { type CrossRefused, MOST_CROSSED_ANSWERS } from '#lib/survey/crosstab/find-question.ts';
import type { DriverFault } from '#lib/survey/drivers/driver-fault.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';
import { CommandError, UsageError } from './command-failure.ts';

/** Headings of a file that a refusal names. */
export const MOST_NAMES = 30;

/** What is said of a heading that the file does not have. */
export function noColumnText(table: SurveyTable, name: string): string {
  const names = table.columns.map((each) => each.name);
  return `no column "${name}"; the file has: ${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ', ...' : ''}`;
}

/** Why there are no drivers: what was missing, and what would help. */
export function driverFaultText(fault: DriverFault): string {
  switch (fault.reason) {
    case 'target':
      return 'its answers are neither numbers nor one of two answers; the share of one answer can be a target: --target COLUMN=ANSWER';
    case 'no-items':
      return 'the file has no rated items; say which columns are with --role COLUMN=rating';
    case 'items':
      return `no two different numbers in ${fault.names.map((name) => `"${name}"`).join(', ')}`;
    case 'few':
      return (
        `${fault.complete} respondents answered the target and every item, and ${fault.needed} are needed; ` +
        `"${fault.fewest.name}" has the fewest answers (${fault.fewest.percent.toFixed(1)} % of the respondents): ` +
        'leave it out with --drivers'
      );
  }
}

/** Why there is no crosstab: a name that nothing has is bad usage, a question that cannot be crossed is not. */
export function crossError({ name, refusal }: CrossRefused, table: SurveyTable): Error {
  switch (refusal.reason) {
    case 'unknown':
      return new UsageError(noColumnText(table, name));
    case 'same-question':
      return new UsageError(`--cross takes two different questions; "${name}" is the one of the rows too`);
    case 'not-a-question':
      return new CommandError(
        `no crosstab of "${name}": its role is ${refusal.role}; another can be given with --role COLUMN=category`,
      );
    case 'too-many-answers':
      return new CommandError(
        `no crosstab of "${name}": it has ${refusal.answers} different answers, and a table holds ${MOST_CROSSED_ANSWERS}`,
      );
    case 'no-answers':
      return new CommandError(`no crosstab of "${name}": nobody answered it`);
  }
}
