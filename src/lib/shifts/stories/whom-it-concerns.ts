import { foldText } from '../../base/words/fold-text.ts';
import { familyOf } from '../../base/words/word-stem.ts';
import type { StoryEntry, StoryReason } from './story.ts';

/** A sentence of fewer letters is no sign of whose words these are: many write "It was a good day". */
export const TELLING_LETTERS = 30;

/**
 * Those of these people whose full name stands in a text, also in the cases of Polish ("Anny Nowak", "Annie Nowak"):
 * all words of a name, one after the other. A name that changes more than its ending (Marek, Marka) is not recognised.
 */
export function namedIn<Person extends { name: string }>(text: string, people: readonly Person[]): Person[] {
  const words = foldText(text).split(' ');
  return people.filter(({ name }) => {
    const parts = foldText(name).split(' ').filter(Boolean).map(familyOf);
    return (
      parts.length > 0 &&
      words.some((_, at) =>
        parts.every((isForm, next) => {
          const word = words[at + next];
          return word !== undefined && isForm(word);
        }),
      )
    );
  });
}

/** Whether words of an entry stand in a text: a whole sentence of it, or all of an entry that is shorter than one. */
export function areWordsIn(entry: string, text: string): boolean {
  const folded = ` ${foldText(text)} `;
  const whole = foldText(entry);
  if (whole === '') return false;
  if (whole.length <= TELLING_LETTERS) return folded.includes(` ${whole} `);
  return entry
    .split(/[.!?…\n]+/u)
    .map(foldText)
    .some((sentence) => sentence.length >= TELLING_LETTERS && folded.includes(` ${sentence} `));
}

/**
 * Who has to agree to a story and why, each once [SH108]: authors first, then who is named, then who was added.
 * Answers do not matter here.
 */
export function whomItConcerns(
  { title, text }: { title: string; text: string },
  {
    entries,
    addedIds,
    people,
  }: {
    entries: readonly Pick<StoryEntry, 'personId'>[];
    addedIds: readonly string[];
    people: readonly { id: string; name: string }[];
  },
): Map<string, StoryReason> {
  const reasons = new Map<string, StoryReason>();
  const put = (personId: string, reason: StoryReason): void => {
    if (!reasons.has(personId)) reasons.set(personId, reason);
  };
  for (const { personId } of entries) put(personId, 'author');
  for (const { id } of namedIn(`${title}\n${text}`, people)) put(id, 'named');
  for (const id of addedIds) put(id, 'added');
  return reasons;
}

/** The entries of a story one after the other, by day, each under the name of its author [SH108]. */
export function storyDraft(
  entries: readonly { day: string; name: string; text: string }[],
  dayText: (day: string) => string,
): string {
  return entries
    .toSorted((one, other) => one.day.localeCompare(other.day) || one.name.localeCompare(other.name))
    .map(({ day, name, text }) => `## ${name}, ${dayText(day)}\n\n${text.trim()}`)
    .join('\n\n');
}
