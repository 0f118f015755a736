import { foldText } from '../../base/words/fold-text.ts';

/** Somebody who was on a tour, with the days (ISO) of their tours. */
export interface RoundGuest {
  id: string;
  name: string;
  days: readonly string[];
}

/**
 * Which agent of a file each guest is, by their name: as it stands, surname first, or before the @ of an address. Who
 * fits none or several, or shares an agent with another guest, is left to whoever knows [SH89].
 */
export function nameAgents(
  guests: readonly RoundGuest[],
  agents: readonly string[],
): ReadonlyMap<string, string> {
  const byWords = Map.groupBy(agents, wordsOf);
  const found = guests.flatMap(({ id, name }) => {
    const fitting = byWords.get(wordsOf(name)) ?? [];
    return fitting[0] !== undefined && fitting.length === 1 ? [{ id, agent: fitting[0] }] : [];
  });
  const times = Map.groupBy(found, ({ agent }) => agent);
  return new Map(
    found.filter(({ agent }) => times.get(agent)?.length === 1).map(({ id, agent }) => [id, agent]),
  );
}

/** The words of a name in one order. */
function wordsOf(name: string): string {
  const [local = ''] = name.split('@');
  return foldText(local.replaceAll(/[._]/g, ' ')).split(' ').toSorted().join(' ');
}
