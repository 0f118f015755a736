/** What budgets are kept in. */
export const CURRENCIES = ['PLN', 'EUR'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Highest amount that is accepted, in hundredths: a billion. */
export const MAX_AMOUNT_MINOR = 100_000_000_000;

/** Blanks that people and spreadsheets put between thousands: plain, no-break, narrow no-break, thin, figure. */
const BLANKS = /[\s\u00a0\u202f\u2009\u2007']/gu;
const CURRENCY = /^(?:zł|pln|eur|€)|(?:zł|pln|eur|€)\.?$/giu;

/** Why a text is no amount. */
export type AmountFault = 'none' | 'ambiguous' | 'decimals' | 'negative';

/**
 * An amount as people write it, in hundredths: "12 500,50 zł", "1.234,56", "1,234.56", "12500". A single
 * mark with three digits behind it ("1.234") is a thousand to some and one and a bit to others, so it
 * is asked about instead of guessed; so is a third decimal, which would be lost.
 */
export function parseAmount(text: string): { minor: number } | { fault: AmountFault } {
  const compact = text.normalize('NFC').replace(BLANKS, '').replace(CURRENCY, '');
  if (/^[-\u2212]/.test(compact)) return { fault: 'negative' };
  if (!/^\d[\d.,]*$/.test(compact)) return { fault: 'none' };
  const marks = compact.replace(/\d/g, '');
  const last = marks.at(-1);
  if (last === undefined) return { minor: Number(compact) * 100 };
  const at = compact.lastIndexOf(last);
  const [whole, decimals] = [compact.slice(0, at), compact.slice(at + 1)];
  const isRepeated = marks.split(last).length > 2;
  if (isRepeated) {
    // "1.234.567": a mark that comes twice parts thousands, and no other may come with it.
    const isGrouped = /^\d{1,3}([.,]\d{3})+$/.test(compact) && new Set(marks).size === 1;
    return isGrouped ? { minor: Number(compact.replace(/[.,]/g, '')) * 100 } : { fault: 'none' };
  }
  const other = last === '.' ? ',' : '.';
  const isWholeRight = whole.includes(other)
    ? new RegExp(`^\\d{1,3}(\\${other}\\d{3})+$`).test(whole)
    : /^\d+$/.test(whole);
  if (!isWholeRight || decimals === '') return { fault: 'none' };
  if (decimals.length === 3 && !whole.includes(other) && whole.length <= 3) return { fault: 'ambiguous' };
  if (decimals.length > 2) return { fault: 'decimals' };
  return { minor: Number(whole.replaceAll(other, '')) * 100 + Number(decimals.padEnd(2, '0')) };
}

/** Hundredths as they stand in a field: "12500" or "12500,50", which is read back as the same amount. */
export function formatAmount(minor: number, mark: ',' | '.'): string {
  const whole = String(Math.floor(minor / 100));
  const rest = minor % 100;
  return rest === 0 ? whole : `${whole}${mark}${String(rest).padStart(2, '0')}`;
}
