import type { Actor } from '#lib/people/person.ts';

/** In Polish ł follows l; a database sorts by code points, where it comes after z. */
export function byName<Named extends { name: string }>(actor: Actor, list: readonly Named[]): Named[] {
  const isReader = actor.kind === 'person' || actor.kind === 'guest';
  const collator = new Intl.Collator(isReader ? actor.locale : 'en');
  return list.toSorted((left, right) => collator.compare(left.name, right.name));
}
