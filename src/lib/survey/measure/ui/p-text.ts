import type { Translator } from '#lib/i18n/translator.ts';

type Numbers = Pick<Translator, 'number'>;

const SMALLEST_P = 0.0001;

/** A p-value to four decimals, for a column of them; smaller ones are said to be smaller, since none is 0. */
export function pText(i18n: Numbers, p: number): string {
  return p < SMALLEST_P ? `< ${i18n.number(SMALLEST_P, { digits: 4 })}` : i18n.number(p, { digits: 4 });
}

/** The same in a sentence: "p = 0.0312". */
export function pLine(i18n: Numbers, p: number): string {
  const text = pText(i18n, p);
  return p < SMALLEST_P ? `p ${text}` : `p = ${text}`;
}
