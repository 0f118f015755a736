import { CSV_STYLES, csvText } from '../../base/csv-cell.ts';
import type { RefusedRow } from './plan-import.ts';
import type { RowFault } from './read-people.ts';

/** How the file says why. */
interface RefusedWords {
  heading: string;
  reason: (fault: RowFault) => string;
  isPolish: boolean;
}

/**
 * Refused rows as a file to be mended and imported again [PE33]: the reason first, then the cells as they were
 * read. No cell begins a formula, and reading it again takes the guard away.
 */
export function refusedFile(
  { headings, refused }: { headings: readonly string[]; refused: readonly RefusedRow[] },
  { heading, reason, isPolish }: RefusedWords,
): string {
  const style: keyof typeof CSV_STYLES = isPolish ? 'polish-excel' : 'international';
  return csvText(
    [[heading, ...headings], ...refused.map(({ cells, fault }) => [reason(fault), ...cells])],
    style,
  );
}
