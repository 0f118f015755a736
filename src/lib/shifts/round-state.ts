/** Where a round stands on a day. */
export type RoundState = 'to-come' | 'running' | 'over' | 'off';

/** Whether somebody can still take a place on a tour. */
export type TourState = 'free' | 'full' | 'begun';

/** Where a round stands on a day; all days are ISO texts. */
export function roundState(
  { firstDay, lastDay, calledOff }: { firstDay: string; lastDay: string; calledOff?: object | null },
  today: string,
): RoundState {
  if (calledOff) return 'off';
  if (today < firstDay) return 'to-come';
  return today > lastDay ? 'over' : 'running';
}

/** What tells how a tour stands. */
export interface TourStanding {
  hasBegun: boolean;
  places: number;
  taken: number;
  /** Seats that are offered to somebody who waited. */
  offered: number;
}

/** Whether a tour has begun, is full, or has a place that anybody can take. */
export function tourState(tour: TourStanding): TourState {
  if (tour.hasBegun) return 'begun';
  return tour.taken + tour.offered < tour.places ? 'free' : 'full';
}

/** The tours of a round in the order in which somebody reads them: their own, those to come, those that have begun. */
export function groupTours<Tour extends { hasBegun: boolean; signUps: readonly { personId: string }[] }>(
  tours: readonly Tour[],
  personId: string | undefined,
): { key: 'mine' | 'to-come' | 'begun'; tours: Tour[] }[] {
  const keyOf = (tour: Tour): 'mine' | 'to-come' | 'begun' => {
    if (tour.signUps.some((signUp) => signUp.personId === personId)) return 'mine';
    return tour.hasBegun ? 'begun' : 'to-come';
  };
  return (['mine', 'to-come', 'begun'] as const)
    .map((key) => ({ key, tours: tours.filter((tour) => keyOf(tour) === key) }))
    .filter((group) => group.tours.length > 0);
}

/** Everybody who is signed up for a round, by name, with their tours in order. */
export function peopleOnTours<Tour extends { signUps: readonly { personId: string; name: string }[] }>(
  tours: readonly Tour[],
  compare: (left: string, right: string) => number,
): { personId: string; name: string; tours: Tour[] }[] {
  const people = new Map<string, { personId: string; name: string; tours: Tour[] }>();
  for (const tour of tours)
    for (const { personId, name } of tour.signUps) {
      const person = people.get(personId) ?? { personId, name, tours: [] };
      people.set(personId, { ...person, tours: [...person.tours, tour] });
    }
  return [...people.values()].sort((left, right) => compare(left.name, right.name));
}
