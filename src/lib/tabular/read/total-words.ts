import { foldText } from '#lib/base/words/fold-text.ts';

/** What stands beside sums and averages, folded. */
const TOTAL =
  /^(?:razem|suma|sumy|ogolem|lacznie|laczna|podsumowanie|wszystkie|srednia|srednio|srednie|sr|przecietna|przecietnie|mediana|odchylenie|odch|wariancja|liczba|liczebnosc|minimum|maksimum|maks|min|max|dominanta|totals?|grand total|sub ?totals?|sum|sums|average|averages|avg|mean|means|median|count|counts|std|stdev|sd|standard deviation|variance|maximum|mode|overall|summary|gesamt|summe|mittelwert|durchschnitt|moyenne|somme|nps|csat|ces|wynik|wskaznik|result|σ)(?: .*)?$|^n(?: \d.*)?$/;

/** What notes below a table begin with, folded. */
const NOTE =
  /^(?:wygenerowan|utworzon|sporzadz|koniec|zrodlo|uwaga|raport|strona|stan na|data (?:wydruku|raportu|eksportu)|eksport|filtr|generated|created|printed|exported|end of|source|note|report|page|as of|filter|confidential|poufne|copyright)/;

/** A heading or an answer is hardly longer than this; a note may be. */
const TOTAL_LETTERS = 40;

/** Whether a cell names a sum, an average or the like, in Polish or English. */
export function isTotalWord(cell: string): boolean {
  return cell.length <= TOTAL_LETTERS && TOTAL.test(foldText(cell));
}

/** Whether a cell begins like a note below a table: when it was made, where from, that it ends. */
export function isNoteWord(cell: string): boolean {
  return NOTE.test(foldText(cell)) || /^[*†©]/.test(cell);
}
