import type { ColumnDescription } from './describe-columns.ts';
import { isExcelScore } from '#lib/tabular/table/date-text.ts';
import type { FileFault } from '#lib/tabular/file/file-fault.ts';
import { isRoundedId } from './roles.ts';
import type { ColumnSummary } from './summary.ts';
import type { ColumnRole } from '#lib/tabular/table/table.ts';

/** Roles whose numbers or words Excel can have turned into days of a month. */
const MAY_HOLD_SCORES: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating', 'category', 'number'];

/** Damage that only the values of columns show, most of it done by Excel on the way. See [SV32]. */
export function damageOf({ summary, guess }: ColumnDescription): FileFault[] {
  const issues: FileFault[] = [];
  const warn = (code: FileFault['code'], values?: FileFault['values']): void => {
    issues.push({ severity: 'warning', code, column: summary.name, ...(values ? { values } : {}) });
  };
  if (summary.excelTimes > 0) warn('excel-time');
  const rounded = listed(summary, isRoundedId);
  if (rounded.count > 0) {
    warn('excel-number', { example: rounded.example, rows: summary.answered, distinct: summary.distinct });
  }
  const scores = listed(summary, isExcelScore);
  if (scores.count > 0 && MAY_HOLD_SCORES.includes(guess.role)) {
    warn('excel-date', { example: scores.example, count: scores.count });
  }
  return issues;
}

function listed(
  { answers }: ColumnSummary,
  isDamaged: (text: string) => boolean,
): { count: number; example: string } {
  const damaged = answers.filter(({ text }) => isDamaged(text));
  return { count: damaged.reduce((sum, { count }) => sum + count, 0), example: damaged[0]?.text ?? '' };
}
