import { isExcelScore } from '#lib/tabular/table/date-text.ts';
import { labelNumber } from './label-number.ts';
import { isNaText } from './na-text.ts';
import { isNaCode } from './scale-fit.ts';
import type { ColumnSummary } from './summary.ts';
import type { ColumnRole, Scale } from '#lib/tabular/table/table.ts';

/** An answer that may mean "no answer", with how many gave it and why it is proposed. */
export interface NaProposal {
  text: string;
  count: number;
  reason: 'outside-scale' | 'words' | 'sentinel' | 'excel-date';
}

const MEASURED: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating'];
/** Zendesk's states of a rating that was asked for and not given. */
const UNANSWERED = /^(?:un)?offered$/i;
const SENTINELS = [-1, -9, -99, -999, -9999, 999, 9999, 99999];

/** "None" and "brak" where they cannot be one answer of a list: nothing is said by them in a comment. */
const NOTHING_SAID =
  /^(?:none|nil|nothing|no comments?|brak(?: uwag| komentarza)?|nic|nie mam(?: uwag)?|bez uwag)[.!]?$/i;

/**
 * The N/A codes to propose for a column of this role. A proposal changes nothing by itself. Dates get none.
 * See [SV13].
 */
export function proposeNaCodes(summary: ColumnSummary, role: ColumnRole, scale?: Scale): NaProposal[] {
  if (MEASURED.includes(role))
    return [...outsideScale(summary, scale), ...inWords(summary), ...excelDates(summary)];
  if (role === 'number') return [...sentinels(summary), ...inWords(summary)];
  if (role === 'category' || role === 'multi' || role === 'id') return inWords(summary);
  if (role === 'comment') return inWords(summary, NOTHING_SAID);
  return [];
}

function outsideScale(summary: ColumnSummary, scale: Scale | undefined): NaProposal[] {
  if (!scale) return [];
  return summary.answers
    .filter(({ number }) => !Number.isNaN(number) && isNaCode(number, scale))
    .map(({ text, count }) => ({ text, count, reason: 'outside-scale' }));
}

function inWords(summary: ColumnSummary, also?: RegExp): NaProposal[] {
  return summary.answers
    .filter(
      ({ text, number }) =>
        Number.isNaN(number) &&
        Number.isNaN(labelNumber(text)) &&
        (isNaText(text) || UNANSWERED.test(text.trim()) || also?.test(text.trim()) === true),
    )
    .map(({ text, count }) => ({ text, count, reason: 'words' }));
}

function excelDates(summary: ColumnSummary): NaProposal[] {
  return summary.answers
    .filter(({ text }) => isExcelScore(text))
    .map(({ text, count }) => ({ text, count, reason: 'excel-date' }));
}

/** -99 among ages: a code far from every other value. */
function sentinels(summary: ColumnSummary): NaProposal[] {
  const ordinary = summary.answers
    .map(({ number }) => number)
    .filter((number) => !SENTINELS.includes(number));
  const smallest = Math.min(...ordinary.filter((number) => !Number.isNaN(number)));
  const largest = Math.max(...ordinary.filter((number) => !Number.isNaN(number)));
  return summary.extremes
    .filter(({ number }) => SENTINELS.includes(number) && (number < 0 ? smallest >= 0 : number > largest * 3))
    .map(({ text, count }) => ({ text, count, reason: 'sentinel' }));
}
