/** What may be wrong with the wording of a cause; hints, never refusals. */
export const CAUSE_HINTS = ['solution', 'several', 'person', 'effect', 'short'] as const;
export type CauseHint = (typeof CAUSE_HINTS)[number];

/** A solution in disguise names what is not there instead of what happens. */
const MISSING = [
  /^(brak(i|u|iem|ów)?|nie ma|nie posiadamy|brakuje)(?!\p{L})/u,
  /^(lack of|lacking|no|missing|absence of|there is no|we do not have|we don't have)(?!\p{L})/u,
];
/** Words that say "we should": what is written is a measure already. */
const MEASURE = [
  /^(trzeba|należy|powinniśmy|powinno się|wdrożyć|wprowadzić|zatrudnić|przeszkolić|kupić)(?!\p{L})/u,
  /^(we should|we must|need to|implement|introduce|hire|train|buy)(?!\p{L})/u,
];
/** What the customer feels is the head of the fish, not one of its causes. */
const EFFECT = [
  /^(niezadowoleni|niezadowolony|zdenerwowani|sfrustrowani)\p{L}* klien/u,
  /^klienci są (niezadowoleni|źli|zdenerwowani|sfrustrowani)/u,
  /^(unhappy|dissatisfied|angry|frustrated) customers?/u,
  /^customers are (unhappy|dissatisfied|angry|frustrated)/u,
];
/** Two statements joined in one line; "oraz" and "a także" join statements more often than words. */
const JOINED = [
  /;/u,
  /\.\s+\p{L}/u,
  /\s(oraz|a także|as well as)\s/u,
  /,\s+(i|and)\s/u,
  /\s(i|and) (nie|not|no|brak)\s/u,
];
/** A title before a name, or a first name and a family name: what failed is a process, not a person. */
const TITLE = /(^|[^\p{L}])(pan|pani|p\.|mr|mrs|ms)\s*\p{L}/u;

/**
 * Hints on how a cause is worded [WS51], in Polish and in English: a solution in disguise ("brak
 * szkoleń", "lack of training"), several causes in one line, a person's name, an effect on the
 * customer, or too few words to mean something. `names` are the first names of people who are
 * known here; a word counts as a name when it is written with a capital inside the line.
 */
export function lintCause(text: string, names: ReadonlySet<string> = new Set()): CauseHint[] {
  const written = text.trim().normalize('NFC');
  if (written === '') return [];
  const lower = written.toLowerCase();
  const hints: CauseHint[] = [];
  if ([...MISSING, ...MEASURE].some((pattern) => pattern.test(lower))) hints.push('solution');
  if (JOINED.some((pattern) => pattern.test(lower))) hints.push('several');
  if (TITLE.test(lower) || mentionsName(written, names)) hints.push('person');
  if (EFFECT.some((pattern) => pattern.test(lower))) hints.push('effect');
  if (!/\s/u.test(written)) hints.push('short');
  return hints;
}

function mentionsName(text: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/\p{Lu}\p{Ll}+/gu)].some(([word]) => names.has(word.toLowerCase()));
}
