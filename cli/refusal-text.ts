import words from '#lib/i18n/en/base.json' with { type: 'json' };
import peopleWords from '#lib/i18n/en/people.json' with { type: 'json' };
import type { AppError } from '#lib/base/errors.ts';
import { Translator } from '#lib/i18n/translator.ts';

/** Why a command of the product refused, in the words of the pages: one line for each wrong field. */
export function refusalText({ code, reason, values, issues }: AppError): string {
  const texts = new Translator('en', { ...words, ...peopleWords });
  if (issues.length > 0) {
    return issues.map((issue) => `${issue.path}: ${texts.text(issue.message, issue.values)}`).join('\n');
  }
  return texts.text(reason && texts.has(reason) ? reason : `error.${code}`, values);
}
