import { createContext } from 'svelte';
import type { Translator } from './translator.ts';

const [getTranslator, setTranslator] = createContext<() => Translator>();

/** Hands the page's language to everything below. Called by the root layout. */
export function provideI18n(translator: () => Translator): void {
  setTranslator(translator);
}

/** The page's language. Its members are read through on each use, so that a change of language shows at once. */
export function useI18n(): Pick<
  Translator,
  't' | 'text' | 'has' | 'number' | 'percent' | 'money' | 'date' | 'day' | 'dayOf' | 'compare' | 'locale'
> {
  const current = getTranslator();
  return {
    get locale() {
      return current().locale;
    },
    t: (key, ...values) => current().t(key, ...values),
    text: (key, values) => current().text(key, values),
    has: (key) => current().has(key),
    number: (value, options) => current().number(value, options),
    percent: (share, digits) => current().percent(share, digits),
    money: (minorUnits, currency) => current().money(minorUnits, currency),
    date: (moment, style) => current().date(moment, style),
    day: (day, style) => current().day(day, style),
    dayOf: (ms) => current().dayOf(ms),
    compare: (left, right) => current().compare(left, right),
  };
}
