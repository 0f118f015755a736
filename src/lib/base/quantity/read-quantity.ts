/** Blanks that people and spreadsheets put between thousands, and an apostrophe. */
const BLANKS = /[\s\u00a0\u202f\u2009\u2007'\u2019]/gu;

/** Which mark stands before decimals. */
export type QuantityMark = '.' | ',';

/** Why a text is no number: it is none, or a mark in it can be read in two ways. */
export type QuantityFault = 'none' | 'ambiguous';

/** As large as a value may be: beyond it a sum of money in grosze is written in a wrong unit. */
export const LARGEST_VALUE = 1e12;

/**
 * A number as people and spreadsheets write it [AR2]: "82,5", "1 250", "1.234,56", "-3". A unit or a percent sign
 * behind it is left out. "1,234" is a thousand to some and one and a bit to others: without the file's mark it is
 * refused instead of guessed.
 */
export function readQuantity(
  text: string,
  mark: QuantityMark | null = null,
): { value: number } | { fault: QuantityFault } {
  const written = text
    .normalize('NFC')
    .replace(BLANKS, '')
    .replace(/^\u2212/u, '-');
  const compact = written.replace(/[%\p{L}]{1,12}$/u, '');
  const parts = /^(-?)(\d+(?:[.,]\d+)*)$/.exec(compact);
  if (!parts) return { fault: 'none' };
  const [, minus = '', digits = ''] = parts;
  const marks = digits.replace(/\d/g, '');
  const last = marks.at(-1);
  let plain: string;
  if (last === undefined) plain = digits;
  else if (new Set(marks).size === 2 || (marks.length === 1 && !isGroup(digits, last))) {
    // Two marks, or one that cannot part thousands: the last one stands before decimals.
    const at = digits.lastIndexOf(last);
    const whole = digits.slice(0, at);
    const other = last === '.' ? ',' : '.';
    if (whole.includes(last) || (whole.includes(other) && !isGroup(whole, other))) return { fault: 'none' };
    plain = `${whole.replaceAll(other, '')}.${digits.slice(at + 1)}`;
  } else if (marks.length > 1) {
    if (!isGroup(digits, last)) return { fault: 'none' };
    plain = digits.replaceAll(last, '');
  } else if (mark === null) return { fault: 'ambiguous' };
  else plain = mark === last ? digits.replace(last, '.') : digits.replace(last, '');
  const value = Number(`${minus}${plain}`);
  return Number.isFinite(value) && Math.abs(value) <= LARGEST_VALUE ? { value } : { fault: 'none' };
}

/** Whether a mark parts groups of exactly three digits. */
function isGroup(digits: string, mark: string): boolean {
  const [first = '', ...groups] = digits.split(mark);
  return /^[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
}

/** The mark before decimals of a column of cells, by those that can be read in one way alone; null where none can. */
export function markOf(cells: readonly string[]): QuantityMark | null {
  const found = new Set<QuantityMark>();
  for (const cell of cells) {
    const marks = cell.replace(/[^.,]/g, '');
    const last = marks.at(-1);
    if (last !== '.' && last !== ',') continue;
    const digits = cell.replace(BLANKS, '').replace(/[^\d.,]/g, '');
    if (new Set(marks).size === 2 || (marks.length === 1 && !isGroup(digits, last))) found.add(last);
    // A mark that parts thousands, and comes twice, leaves the other one for decimals.
    else if (marks.length > 1) found.add(last === '.' ? ',' : '.');
  }
  return found.size === 1 ? ([...found][0] ?? null) : null;
}
