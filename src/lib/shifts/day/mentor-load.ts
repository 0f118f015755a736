/** Most tours of a round that one mentor can be limited to. */
export const MAX_MENTOR_TOURS = 60;

/** How many tours somebody looks after: in one round, and in all. */
export interface MentorLoad {
  inRound: number;
  inAll: number;
}

/** Who looks after least comes first: in the round, then in all, then by name as it was [SH69]. */
export function byLeastLoad<Person extends MentorLoad>(people: readonly Person[]): Person[] {
  return people.toSorted((one, other) => one.inRound - other.inRound || one.inAll - other.inAll);
}

/**
 * Who looks after which of the tours of a new round [SH68]. Without a cap everybody looks after all of them. With one,
 * each tour in its turn gets as many as it needs, of those with the fewest tours; null where they are too few for that.
 */
export function dealMentors(
  mentorIds: readonly string[],
  { tours, needed, cap }: { tours: number; needed: number; cap: number | null },
): string[][] | null {
  if (cap === null || tours <= cap) return Array.from({ length: tours }, () => [...mentorIds]);
  const perTour = Math.min(Math.max(needed, 1), mentorIds.length);
  if (mentorIds.length * cap < tours * perTour) return null;
  const loads = new Map(mentorIds.map((id) => [id, 0]));
  return Array.from({ length: tours }, () => {
    const least = [...loads].toSorted(([, one], [, other]) => one - other).slice(0, perTour);
    for (const [id, load] of least) loads.set(id, load + 1);
    return least.map(([id]) => id);
  });
}
