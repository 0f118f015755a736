import { foldText } from '#lib/base/words/fold-text.ts';

/** Whole answers that mean "no answer", folded. `none` and `brak` alone are left out: they can be answers. */
const WHOLE = new Set(
  `n a|na|nd|n d|nan|null|blank|empty|no answer|no response|no opinion|not applicable|not selected|not answered|
not asked|not sure|unsure|unknown|dont know|don t know|do not know|i don t know|dk|refused|refuse|declined|skipped|
prefer not to say|prefer not to answer|i prefer not to say|rather not say|never used|not used|did not use|
have not used|haven t used|missing|b d|bd|brak danych|brak odpowiedzi|bez odpowiedzi|nie dotyczy|nie wiem|
nie mam zdania|trudno powiedziec|wole nie odpowiadac|wole nie mowic|wole nie podawac|odmowa|odmowa odpowiedzi|
odmawiam odpowiedzi|nie pamietam|nie korzystalem|nie korzystalam|nie korzystam|nie uzywam|nie uzywalem`
    .replaceAll('\n', '')
    .split('|'),
);

/** Beginnings after which such answers go on: "Trudno powiedzieć / zależy", "Nie dotyczy (brak dochodów)". */
const BEGINNINGS =
  /^(?:nie dotyczy|not applicable|trudno powiedziec|wole nie odpowiadac|prefer not to|nie wiem|don t know)\b/;

/** Whether an answer in words means "no answer", in Polish or English. */
export function isNaText(text: string): boolean {
  const trimmed = text.trim();
  if (/^(?:[-–—.?]+|#n\/a|#n\/d|#value!)$/i.test(trimmed)) return true;
  if (/\(n\/a\)\s*$/i.test(trimmed)) return true;
  const folded = foldText(trimmed);
  return WHOLE.has(folded) || BEGINNINGS.test(folded);
}
