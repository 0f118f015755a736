export const LOCALES = ['en', 'pl'] as const;

/** A language of the product. */
export type Locale = (typeof LOCALES)[number];

/** Whether a value from outside names a language of the product. */
export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}
