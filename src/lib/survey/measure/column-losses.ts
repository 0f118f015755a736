import type { FileFault } from '#lib/tabular/file/file-fault.ts';
import { shown } from '#lib/tabular/read/read-table.ts';
import { dateOrderOf } from '#lib/tabular/table/date-text.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import type { Tally } from '#lib/tabular/table/tally.ts';
import { findRepeatedIds } from '../columns/repeated-ids.ts';
import { findUnread, type ReadAnswer, readsNumbers } from '../columns/unread-answers.ts';
import { answerScores, givenScores } from './scores.ts';

/**
 * What a column loses under its role, each with its count and examples: answers that the role cannot read, ids that
 * repeat, a column in which nobody is left. Nothing of it changes a figure. See [SV137], [SV138], [SV139].
 */
export function lossesOf(column: SurveyColumn, tally: Tally, decimal: '.' | ','): FileFault[] {
  const { name, role } = column;
  if (role === 'ignore') return [];
  const warning = (code: FileFault['code'], values?: FileFault['values']): FileFault => ({
    severity: 'warning',
    code,
    column: name,
    ...(values ? { values } : {}),
  });
  if (role === 'id') {
    const { count, examples } = findRepeatedIds(column, tally);
    return count === 0 ? [] : [warning('repeated-ids', { count, examples: quotedList(examples) })];
  }
  if (role !== 'date' && !readsNumbers(role)) {
    return isAnswered(column, tally) ? [] : [warning('nobody-answered')];
  }
  const given = givenScores(column);
  const scores = readsNumbers(role) ? answerScores(column, decimal) : given;
  let n = 0;
  function* answers(): Generator<ReadAnswer> {
    for (let code = 1; code < given.length; code++) {
      const count = tally.counts[code] ?? 0;
      const score = scores[code] ?? NaN;
      if (!Number.isNaN(score)) n += count;
      else if (given[code] === 1) {
        yield { text: column.dictionary.textAt(code), count, score, isGiven: true };
      }
    }
  }
  if (role === 'date') return lostDates(column, tally, given, warning);
  const unread = findUnread(role, answers(), 'ymd');
  return [
    ...(unread ? [warning(unread.kind, { count: unread.count, examples: quotedList(unread.examples) })] : []),
    ...(n === 0 ? [warning('nobody-answered')] : []),
  ];
}

function lostDates(
  column: SurveyColumn,
  tally: Tally,
  given: Float64Array,
  warning: (code: FileFault['code'], values?: FileFault['values']) => FileFault,
): FileFault[] {
  const { dictionary } = column;
  const answers = Array.from({ length: dictionary.size }, (_, code) => ({
    text: dictionary.textAt(code),
    count: tally.counts[code] ?? 0,
    score: NaN,
    isGiven: given[code] === 1,
  }));
  const all = answers.reduce((sum, { count, isGiven }) => sum + (isGiven ? count : 0), 0);
  const unread = findUnread('date', answers, dateOrderOf(column));
  return [
    ...(unread ? [warning(unread.kind, { count: unread.count, examples: quotedList(unread.examples) })] : []),
    ...(all === (unread?.count ?? 0) ? [warning('nobody-answered')] : []),
  ];
}

/** Whether anybody gave an answer that counts; the first one found is enough. */
function isAnswered(column: SurveyColumn, tally: Tally): boolean {
  if (column.naCodes.length === 0 && column.dictionary.mayRepeat)
    return (tally.counts[0] ?? 0) < column.codes.length;
  return givenScores(column).some((given, code) => given === 1 && (tally.counts[code] ?? 0) > 0);
}

function quotedList(texts: readonly string[]): string {
  return texts.map((text) => `“${shown(text)}”`).join(', ');
}
