import { foldText } from '../base/words/fold-text.ts';
import type { TableQuery, TableTerms } from '../base/table-query.ts';
import { ACCOUNT_STATES, type AccountState } from './account-state.ts';
import { ROLES, type Role } from './permissions.ts';
import { LEVELS, type Level, type PersonId } from './person.ts';

/** Ways to look that the list offers by itself, as they stand in its address. */
export const PEOPLE_VIEWS = [
  { name: 'all', query: '' },
  { name: 'uninvited', query: 'f.state=none,expired' },
  { name: 'off', query: 'f.state=off' },
] as const;
export type PeopleViewName = (typeof PEOPLE_VIEWS)[number]['name'];

/** What can be shown of a person beside the name. */
export const PEOPLE_COLUMNS = [
  'department',
  'roles',
  'level',
  'manager',
  'state',
  'signedIn',
  'email',
  'employedUntil',
] as const;
export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];

/** What the list of people understands of an address, where these are the departments [PE27]. */
export function peopleTerms(departments: readonly { id: string }[]): TableTerms {
  return {
    filters: {
      role: ROLES,
      department: [...departments.map(({ id }) => id), 'none'],
      level: [...LEVELS, 'none'],
      state: ACCOUNT_STATES,
      team: ['mine', 'none'],
      employment: ['limited', 'over'],
    },
    sorts: ['name', 'department', 'level', 'manager', 'signedIn', 'email', 'employedUntil'],
    columns: PEOPLE_COLUMNS,
    shows: [],
  };
}

/** A person as the list looks through it. */
export interface PersonPlace {
  id: PersonId;
  name: string;
  email: string;
  departmentId: string | null;
  departmentName: string | null;
  roles: readonly Role[];
  level: Level | null;
  managerId: string | null;
  managerName: string | null;
  employedUntil: string | null;
  signedInMonth: string | null;
  state: AccountState;
}

/** Who looks, and on which day (ISO). */
export interface PeopleReader {
  personId: string | undefined;
  today: string;
}

/**
 * The people whom a query finds, in its order; without one, in the order that they came in [PE27]. Words are
 * found in names, e-mails and departments, whatever their case and accents.
 */
export function findPeople<Place extends PersonPlace>(
  people: readonly Place[],
  query: TableQuery,
  reader: PeopleReader,
): Place[] {
  const words = foldText(query.q).split(' ').filter(Boolean);
  const found = people.filter(
    (person) => matchesWords(person, words) && matchesFilters(person, query.filters, reader),
  );
  const order = query.sort && ORDERS[query.sort.key];
  if (!order) return found;
  const sign = query.sort?.isDescending ? -1 : 1;
  return found.toSorted((a, b) => {
    const [left, right] = [order(a), order(b)];
    // What nobody said stands last, in either direction.
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * left.localeCompare(right, 'pl');
  });
}

const ORDERS: Readonly<Record<string, (person: PersonPlace) => string | null>> = {
  name: ({ name }) => name,
  department: ({ departmentName }) => departmentName,
  level: ({ level }) => (level === null ? null : String(LEVELS.indexOf(level))),
  manager: ({ managerName }) => managerName,
  signedIn: ({ signedInMonth }) => signedInMonth,
  email: ({ email }) => email,
  employedUntil: ({ employedUntil }) => employedUntil,
};

function matchesWords({ name, email, departmentName }: PersonPlace, words: readonly string[]): boolean {
  const text = foldText(`${name} ${email} ${departmentName ?? ''}`);
  return words.every((word) => text.includes(word));
}

function matchesFilters(
  person: PersonPlace,
  filters: TableQuery['filters'],
  { personId, today }: PeopleReader,
): boolean {
  const { role, department, level, state, team, employment } = filters;
  const isEmployeeAlone = person.roles.every((own) => own === 'employee');
  return (
    (!role ||
      role.some((wanted) =>
        wanted === 'employee' ? isEmployeeAlone : person.roles.some((own) => own === wanted),
      )) &&
    (!department || department.includes(person.departmentId ?? 'none')) &&
    (!level || level.includes(person.level ?? 'none')) &&
    (!state || state.includes(person.state)) &&
    (!team ||
      team.some((kind) =>
        kind === 'mine' ? personId !== undefined && person.managerId === personId : person.managerId === null,
      )) &&
    (!employment ||
      employment.some((kind) =>
        kind === 'over' ? isOver(person.employedUntil, today) : person.employedUntil !== null,
      ))
  );
}

/** Whether the last day of an employment has passed. */
export function isOver(employedUntil: string | null, today: string): boolean {
  return employedUntil !== null && employedUntil < today;
}
