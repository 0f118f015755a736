import { CSV_STYLES, csvText } from '../csv-cell.ts';

/** Why a row of a list is not taken: a catalogue key with what it names. */
export interface RowFault {
  reason: string;
  values: Record<string, string | number>;
}

/** A row of a list that is not taken, counted from 1 as a spreadsheet shows it. */
export interface RefusedRow {
  row: number;
  cells: readonly string[];
  fault: RowFault;
}

/** How the file says why. */
interface RefusedWords {
  heading: string;
  reason: (fault: RowFault) => string;
  isPolish: boolean;
}

/**
 * Refused rows as a file to be mended and imported again [PE33]: the reason first, then the cells as they
 * were read. No cell begins a formula, and reading it again takes the guard away.
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
