import * as v from 'valibot';
import { plainLetters } from '#lib/base/words/fold-text.ts';

/** As many people as are shown for words that many bear. */
export const MOST_FOUND = 20;
/** As many addresses as are looked up at once: a room and those who watch it. */
export const MOST_ADDRESSES = 260;

/** Somebody of the organisation, as far as it matters for inviting them. */
export interface Invitable {
  id: string;
  name: string;
  departmentName: string | null;
  isInvited: boolean;
  hasAccount: boolean;
}

/** Who was meant by what somebody typed. */
export interface FoundPeople {
  people: Invitable[];
  /** How many more bear these words. */
  more: number;
  /** Addresses that nobody here has. */
  unknown: string[];
}

export const WhoForm = v.object({
  workshopId: v.string(),
  q: v.optional(v.pipe(v.string(), v.maxLength(20_000)), ''),
});

/** Addresses in a text, however they were pasted: one a line, with commas, or "Ola Lis <ola@example.org>". */
export function readAddresses(typed: string): string[] {
  const found = typed.toLowerCase().match(/[^\s,;<>"']+@[^\s,;<>"']+/g) ?? [];
  return [...new Set(found)].slice(0, MOST_ADDRESSES);
}

/** Looks for people by the addresses in what was typed, or by words of their names [WS148] [WS149]. */
export function findWho(everybody: readonly (Invitable & { email: string })[], typed: string): FoundPeople {
  const addresses = readAddresses(typed);
  if (addresses.length > 0) {
    const byAddress = new Map(everybody.map((person) => [person.email.toLowerCase(), person]));
    return {
      people: addresses.flatMap((address) => byAddress.get(address) ?? []).map(withoutAddress),
      more: 0,
      unknown: addresses.filter((address) => !byAddress.has(address)),
    };
  }
  const words = plainLetters(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return { people: [], more: 0, unknown: [] };
  const found = everybody.filter(({ name }) => {
    const parts = plainLetters(name).split(/[\s-]+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
  return {
    people: found.slice(0, MOST_FOUND).map(withoutAddress),
    more: Math.max(0, found.length - MOST_FOUND),
    unknown: [],
  };
}

function withoutAddress({ id, name, departmentName, isInvited, hasAccount }: Invitable): Invitable {
  return { id, name, departmentName, isInvited, hasAccount };
}
