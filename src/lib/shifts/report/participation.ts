import { splitOf, type ServedSplit, type ServedWord } from './sum-round.ts';

/** Who was on a tour of one department or level, out of how many people there are. */
export interface ParticipationRow {
  /** A department's id or a level; null where it is not known. */
  key: string | null;
  people: number;
  onTour: number;
  /** Null where it would say it of too few. */
  served: ServedSplit | null;
}

/**
 * Who took part, by department or by level, the most first [SH86]. Who was on a tour everybody can see; what they did
 * there is said of no group of fewer than `smallest`, and of one more where the groups that it is not said of are
 * fewer together: else it would follow from the sum of all.
 */
export function participation(
  guests: readonly { key: string | null; served: ServedWord }[],
  peopleOf: ReadonlyMap<string | null, number>,
  smallest: number,
): ParticipationRow[] {
  const groups = [...Map.groupBy(guests, ({ key }) => key)]
    .map(([key, group]) => ({ key, group }))
    .toSorted((a, b) => b.group.length - a.group.length);
  const silent = new Set(groups.filter(({ group }) => group.length < smallest));
  const told = (): typeof groups => groups.filter((each) => !silent.has(each));
  const silentPeople = (): number => [...silent].reduce((all, { group }) => all + group.length, 0);
  while (silent.size > 0 && silentPeople() < smallest && told().length > 0) {
    const least = told().at(-1);
    if (least) silent.add(least);
  }
  return groups.map((each) => ({
    key: each.key,
    // Somebody who has left was on a tour, and is among the people no more.
    people: Math.max(peopleOf.get(each.key) ?? 0, each.group.length),
    onTour: each.group.length,
    served: silent.has(each) ? null : splitOf(each.group.map(({ served }) => served)),
  }));
}
