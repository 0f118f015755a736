/** How many of a department have come, and how many are expected besides; never who. */
export interface Arrival {
  /** Empty for those who belong to none. */
  department: string;
  here: number;
  awaited: number;
}

/** Somebody who is invited or came in by the code. */
export interface Expected {
  id: string;
  department: string | null;
  isHere: boolean;
  isObserver: boolean;
}

/** Who has arrived, by department [WS122]: those with most people first, those without a department last. */
export function countArrivals(people: readonly Expected[]): Arrival[] {
  const byDepartment = Map.groupBy(people, ({ department }) => department?.trim() ?? '');
  return [...byDepartment]
    .map(([department, members]): Arrival => {
      const here = members.filter(({ isHere }) => isHere).length;
      return { department, here, awaited: members.length - here };
    })
    .sort(
      (left, right) =>
        Number(left.department === '') - Number(right.department === '') ||
        right.here + right.awaited - left.here - left.awaited ||
        left.department.localeCompare(right.department),
    );
}

/** How many are here and take part: of so many a turnout is said. */
export function countTakingPart(people: readonly Expected[]): number {
  return people.filter(({ isHere, isObserver }) => isHere && !isObserver).length;
}
