import { foldText } from '#lib/base/words/fold-text.ts';

const PERSONAL_WORDS =
  /e ?mail|ip ?addr|adres ip|first ?name|last ?name|\bsurname|\bimie\b|imie i nazwisko|nazwisko|recipient|\bphone|telefon|\bpesel\b|latitude|longitude|^(?:name|nazwa|full name|person|osoba|requester|user id|contact)$|\badres(?:\b|$)(?! ip)|home address|street|\bulica\b/;

/**
 * Whether a heading says that its whole column is personal: names, addresses of mail, network or home. `words`
 * is the heading, its parts already split. See [SV33].
 */
export function isPersonalHeading(words: string): boolean {
  return PERSONAL_WORDS.test(foldText(words));
}
