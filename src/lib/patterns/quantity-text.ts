import type { Translator } from '#lib/i18n/translator.ts';

/** Digits behind the mark that a measured value shows at most. */
const DIGITS_SHOWN = 2;

/** A value with its unit as both are read together: "82.5 %", "5,5 min", "1 250 000 zł". */
export function quantityText(i18n: Pick<Translator, 'number'>, value: number, unit: string): string {
  const rounded = Math.round(value * 10 ** DIGITS_SHOWN) / 10 ** DIGITS_SHOWN;
  const [, decimals = ''] = String(rounded).split('.');
  const number = i18n.number(rounded, { digits: Math.min(DIGITS_SHOWN, decimals.length) });
  return unit === '' ? number : `${number}\u00a0${unit}`;
}
