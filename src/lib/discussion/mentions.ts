import type { Mentionable } from './message.ts';

/** What a call ends at: the next letter would make it somebody else's name. */
const GOES_ON = /^[\p{L}\p{N}_]/u;
/** What may stand before the sign of a call; in an address of e-mail a letter does. */
const BEFORE = /[\p{L}\p{N}_]$/u;

/**
 * What calls each of these people: their name, with their department where somebody else has the same name, and
 * with a number where that is not enough [DI3].
 */
export function mentionLabels(
  people: readonly { id: string; name: string; departmentName: string | null }[],
): Mentionable[] {
  const byName = Map.groupBy(people, ({ name }) => name);
  const named = people.map(({ id, name, departmentName }) => {
    const isAlone = byName.get(name)?.length === 1;
    return { id, label: isAlone || departmentName === null ? name : `${name} (${departmentName})` };
  });
  const byLabel = Map.groupBy(named, ({ label }) => label);
  return named.map(({ id, label }) => {
    const same = (byLabel.get(label) ?? []).map((other) => other.id).sort();
    return { id, label: same.length === 1 ? label : `${label} #${same.indexOf(id) + 1}` };
  });
}

/** A written text as it is stored: each call that means one of these people becomes their id [DI3]. */
export function storedText(written: string, people: readonly Mentionable[]): string {
  const byFirstWord = Map.groupBy(people, ({ label }) => firstWord(label));
  let stored = '';
  let rest = written;
  for (let at = rest.indexOf('@'); at !== -1; at = rest.indexOf('@')) {
    const after = rest.slice(at + 1);
    const called = BEFORE.test(rest.slice(0, at))
      ? undefined
      : (byFirstWord.get(firstWord(after)) ?? [])
          .filter(({ label }) => after.startsWith(label) && !GOES_ON.test(after.slice(label.length)))
          // The longest: of Anna and Anna Maria the second, where both are written.
          .sort((one, other) => other.label.length - one.label.length)[0];
    stored += rest.slice(0, at) + (called ? `@[${called.id}]` : '@');
    rest = called ? after.slice(called.label.length) : after;
  }
  return stored + rest;
}

/** Letters up to the first sign that is none: what a label and a text that begins with it have in common. */
function firstWord(text: string): string {
  return /^[\p{L}\p{N}_]*/u.exec(text)?.[0] ?? '';
}

/** No name is longer; behind more than this nobody types a call any more. */
const SEARCHED_BACK = 60;
/** As many as a list of choices holds without scrolling. */
const CHOICES = 6;

/** What is being typed after the sign of a call, and where that stands; null where the caret is in no call. */
export function callAt(text: string, caret: number): { start: number; query: string } | null {
  const before = text.slice(Math.max(0, caret - SEARCHED_BACK), caret);
  const at = before.lastIndexOf('@');
  if (at === -1 || BEFORE.test(before.slice(0, at))) return null;
  const query = before.slice(at + 1);
  if (query.includes('\n') || query.startsWith(' ')) return null;
  return { start: caret - query.length - 1, query };
}

/** Who may be meant: whose name, or a word of it, begins like this, whatever the case and the diacritics. */
export function findCalled(people: readonly Mentionable[], query: string): Mentionable[] {
  const wanted = plain(query);
  const isMeant = ({ label }: Mentionable): boolean =>
    plain(label)
      .split(/[\s(-]+/)
      .some((_, index, words) => words.slice(index).join(' ').startsWith(wanted));
  return people.filter(isMeant).slice(0, CHOICES);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '');
}

/** The text with a call in place of what was typed of it, and where the caret goes on. */
export function withCall(text: string, caret: number, label: string): { text: string; caret: number } {
  const call = callAt(text, caret);
  if (!call) return { text, caret };
  const before = `${text.slice(0, call.start)}@${label} `;
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length };
}
