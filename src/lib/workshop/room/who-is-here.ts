import type { RoomPerson } from './room-own.ts';

/** How many of a department are in the room, of those who are expected there. */
export interface HereRow {
  /** Empty for those who have none. */
  department: string;
  here: number;
  expected: number;
  /** Names of those who are expected and not here. */
  missing: string[];
}

/** Who is in the room by department [WS150], the fullest first; who only watches is not expected. */
export function whoIsHere(
  people: readonly RoomPerson[],
  present: readonly { person: string | null }[],
): HereRow[] {
  const here = new Set(present.flatMap(({ person }) => person ?? []));
  const expected = people.filter(({ takesPart }) => takesPart);
  return [...Map.groupBy(expected, ({ department }) => department)]
    .map(([department, of]) => {
      const missing = of.filter(({ key }) => !here.has(key)).map(({ name }) => name);
      return { department, here: of.length - missing.length, expected: of.length, missing };
    })
    .toSorted((one, other) => other.here - one.here || one.department.localeCompare(other.department));
}
