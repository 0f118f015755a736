import { SEATS, type Seat } from '../workshop.ts';

/** Causes that one department sees are half of them: fewer departments than this are too few. */
export const FEWEST_DEPARTMENTS = 3;

/** Which seats and departments are in a workshop, and which are not [WS65]. */
export interface Coverage {
  freeSeats: Seat[];
  /** Departments by name, with how many of their people are invited. */
  invited: { name: string; people: number }[];
  /** Departments nobody of whom is invited. */
  absent: string[];
}

/** Compares who is invited with the seats and with the organisation's departments. */
export function coverWorkshop(facts: {
  seats: readonly { seat: Seat }[];
  members: readonly { departmentName: string | null }[];
  departments: readonly { name: string }[];
}): Coverage {
  const counts = new Map<string, number>();
  for (const { departmentName } of facts.members) {
    if (departmentName !== null) counts.set(departmentName, (counts.get(departmentName) ?? 0) + 1);
  }
  return {
    freeSeats: SEATS.filter((seat) => !facts.seats.some((taken) => taken.seat === seat)),
    invited: facts.departments
      .filter(({ name }) => counts.has(name))
      .map(({ name }) => ({ name, people: counts.get(name) ?? 0 })),
    absent: facts.departments.map(({ name }) => name).filter((name) => !counts.has(name)),
  };
}
