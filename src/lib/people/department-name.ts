/**
 * Names of departments are one where they differ only in case, blanks or the form of their letters
 * (Unicode NFC): "Obsługa klienta" and "obsługa  Klienta" [PE15].
 */
export function departmentKey(name: string): string {
  return tidyDepartment(name).toLowerCase();
}

/** As it is stored: composed letters, single blanks, none at the ends. */
export function tidyDepartment(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
