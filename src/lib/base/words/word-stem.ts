/** Endings of Polish nouns, adjectives and verbs, folded, and the English plural; the longest that fits is cut. */
const ENDINGS: readonly string[] = (
  'iejszych iejszego iejszym owalismy owalam owalem alismy ilismy elismy alysmy ajace owania owaniu ' +
  'ialam ialem iloby aloby owane owany owana owych owego owemu ' +
  'alam alem ilam ilem ylam ylem elam elem acie ecie icie ania aniu anie enia eniu enie ' +
  'iami iach iego iemu amy emy imy ymy aja uja eja ali ila ilo ily ala alo aly yla ylo yly ' +
  'ami ach ego emu owi ych ich ymi imi iom iej ism ' +
  'om ow ej ia ie ii io iu im ym am em ac ec ic yc al il yl ia ' +
  'a e i o u y s'
).split(' ');
const BY_LENGTH = [...new Set(ENDINGS)].sort((a, b) => b.length - a.length);
const ENDING_SET: ReadonlySet<string> = new Set([...ENDINGS, '']);

/** A stem keeps at least this many letters, or "tak" and "ten" would be one word. */
export const SHORTEST_STEM = 3;
/** From this length on whatever goes on after the stem counts as the same family of words. */
const PREFIX_STEM = 4;

/** How the last consonant of a Polish stem changes before an ending: kolejka, kolejce; obsługa, obsłudze. */
const ALTERNATIONS: readonly (readonly string[])[] = [
  ['k', 'c', 'cz'],
  ['g', 'dz', 'z'],
  ['r', 'rz'],
  ['t', 'c'],
  ['d', 'dz'],
  ['ch', 'sz'],
];

/**
 * The stem of a folded word: its longest known ending cut off, three letters kept at least. A rule of
 * thumb for finding, not grammar: vowels that change (stół, stole) and verbs that change their stem
 * (jechać, jadę) are not brought together.
 */
export function stemOf(folded: string): string {
  for (const ending of BY_LENGTH) {
    if (folded.length - ending.length >= SHORTEST_STEM && folded.endsWith(ending)) {
      return folded.slice(0, folded.length - ending.length);
    }
  }
  return folded;
}

/** The forms that a stem takes where its last consonant changes, itself first. */
export function stemVariants(stem: string): string[] {
  const variants = new Set([stem]);
  for (const family of ALTERNATIONS) {
    // The longest member decides: "dz" is not a "z".
    const found = family.filter((end) => stem.endsWith(end)).sort((a, b) => b.length - a.length)[0];
    if (found === undefined || (found === 'z' && /[crs]z$|dz$/.test(stem))) continue;
    if (found === 'c' && stem.endsWith('ch')) continue;
    for (const end of family) variants.add(stem.slice(0, stem.length - found.length) + end);
  }
  return [...variants].filter((variant) => variant.length >= SHORTEST_STEM);
}

/** A test for folded words of the same family as a folded word that was typed. See [SV61]. */
export function familyOf(folded: string): (word: string) => boolean {
  const variants = stemVariants(stemOf(folded));
  return (word) =>
    word === folded ||
    variants.some(
      (stem) =>
        word.startsWith(stem) && (stem.length >= PREFIX_STEM || ENDING_SET.has(word.slice(stem.length))),
    );
}

/** One name for all forms of a word, for counting them together: the stem with its last consonant made plain. */
export function familyKey(folded: string): string {
  const stem = stemOf(folded);
  if (stem.length < PREFIX_STEM) return stem;
  if (stem.endsWith('cz')) return `${stem.slice(0, -2)}k`;
  if (stem.endsWith('dz')) return `${stem.slice(0, -2)}g`;
  if (stem.endsWith('rz')) return stem.slice(0, -1);
  if (stem.endsWith('c')) return `${stem.slice(0, -1)}k`;
  return stem;
}
