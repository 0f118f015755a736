import { foldText } from '../../base/words/fold-text.ts';

/** What is read of a contact: which one it was, who had it, when, and how it was rated. */
export const CONTACT_FIELDS = ['contact', 'agent', 'day', 'score'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** Where each stands, from 0; without a column for the contact none is known to be there twice. */
export type ContactColumns = Readonly<Record<Exclude<ContactField, 'contact'>, number>> & {
  readonly contact: number | null;
};

/** Words of headings as `foldText` leaves them, in both languages; the first that fits is the best guess. */
const WORDS: Readonly<Record<ContactField, readonly string[]>> = {
  contact: ['contact', 'kontakt', 'ticket', 'zgloszeni', 'case', 'sprawa', 'conversation', 'rozmowa', 'id'],
  agent: [
    'agent',
    'konsultant',
    'consultant',
    'pracownik',
    'assignee',
    'doradca',
    'handled by',
    'obslugujacy',
  ],
  day: ['day', 'date', 'data', 'dzien', 'created', 'closed', 'time', 'czas'],
  score: ['score', 'ocena', 'csat', 'rating', 'satisfaction', 'satysfakcja', 'zadowolenie', 'wynik'],
};

/** The columns by their headings, each once; a field that no heading names has none. */
export function guessContactColumns(headings: readonly string[]): Partial<Record<ContactField, number>> {
  const folded = headings.map(foldText);
  const found: Partial<Record<ContactField, number>> = {};
  const taken = new Set<number>();
  // A contact is often named by no more than "id", which other headings hold too: it comes last.
  for (const field of ['agent', 'day', 'score', 'contact'] as const) {
    const at = indexOfWord(folded, WORDS[field], taken);
    if (at < 0) continue;
    found[field] = at;
    taken.add(at);
  }
  return found;
}

function indexOfWord(
  folded: readonly string[],
  words: readonly string[],
  taken: ReadonlySet<number>,
): number {
  const isFree = (at: number): boolean => !taken.has(at);
  for (const word of words) {
    const whole = folded.findIndex((heading, at) => isFree(at) && heading === word);
    if (whole >= 0) return whole;
  }
  return folded.findIndex(
    (heading, at) => isFree(at) && words.some((word) => ` ${heading} `.includes(` ${word}${endOf(word)}`)),
  );
}

/** Longer words are inflected; a short one is a word of its own. */
function endOf(word: string): string {
  return word.length > 3 ? '' : ' ';
}
