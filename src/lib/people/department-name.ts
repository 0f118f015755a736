import { plainLetters } from '../base/words/fold-text.ts';

/**
 * Names of departments are one where they differ only in case, blanks or diacritics: "Obsługa klienta",
 * "obsługa  Klienta" and "Obsluga klienta" [PE15].
 */
export function departmentKey(name: string): string {
  return plainLetters(tidyDepartment(name));
}

/** As it is stored: composed letters, single blanks, none at the ends. */
export function tidyDepartment(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
