import { IntlMessageFormat } from 'intl-messageformat';
import words from '#lib/i18n/en/survey.json' with { type: 'json' };
import type { FileFault } from '#lib/tabular/file/file-fault.ts';

const MESSAGES: Readonly<Record<string, string>> = words;

/** One sentence that names the thing, the value and the way out, in English as the command line speaks. */
export function issueText(issue: FileFault): string {
  const message = MESSAGES[`file.fault.${issue.code}`] ?? issue.code;
  const values = { ...issue.values, column: issue.column ?? '', row: issue.row ?? 0 };
  return String(new IntlMessageFormat(message, 'en').format(values));
}
