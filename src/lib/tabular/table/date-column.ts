import { type DateOrder, guessDateFormat } from './date-text.ts';
import type { SurveyColumn } from './table.ts';

const SAMPLE = 2000;

/** The order of day, month and year in a date column, from answers all over it. */
export function dateOrderOf({ dictionary, dateOrder }: SurveyColumn): DateOrder {
  if (dateOrder) return dateOrder;
  const step = Math.max(1, Math.floor(dictionary.size / SAMPLE));
  const texts: string[] = [];
  for (let code = 1; code < dictionary.size; code += step) texts.push(dictionary.textAt(code));
  return guessDateFormat(texts)?.order ?? 'ymd';
}
