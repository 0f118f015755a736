import type { RefusedRow, RowFault } from '#lib/base/csv/refused-rows.ts';
import { foldText } from '../../base/words/fold-text.ts';
import { departmentKey } from '../department-name.ts';
import { peopleInCircles } from '../managers.ts';
import { ROLES, type Role } from '../permissions.ts';
import type { Level } from '../person.ts';
import type { ListedPerson, ListRow } from './read-people.ts';

/** Somebody who is here already, as an import looks at them. */
export interface KnownPerson {
  id: string;
  name: string;
  email: string;
  departmentId: string | null;
  roles: readonly Role[];
  level: Level | null;
  managerId: string | null;
  employedUntil: string | null;
  isActive: boolean;
}

export interface ImportScene {
  people: readonly KnownPerson[];
  departments: readonly { id: string; name: string }[];
  /** By the key of a new department, the one that is here already and meant [PE32]. */
  becomes: ReadonlyMap<string, string>;
}

/** A department of a row: one that is here, or one that the import makes. */
export type PlannedDepartment = { id: string } | { newKey: string };

/** What an import makes of one person; null stays as it is, or is nothing for somebody new. */
export interface PlannedPerson {
  row: number;
  name: string;
  email: string;
  /** Who it is, where they are here already. */
  known: KnownPerson | null;
  department: PlannedDepartment | null;
  roles: readonly Role[];
  level: Level | null;
  /** By e-mail: a manager may be new as well, and stand further down [PE35]. */
  managerEmail: string | null;
  employedUntil: string | null;
}

/** Every row of a list, each once: what would come of it [PE31]. */
export interface ImportPlan {
  added: readonly PlannedPerson[];
  changed: readonly PlannedPerson[];
  /** People who are here as the list says. */
  same: readonly PlannedPerson[];
  refused: readonly RefusedRow[];
  /** Departments that are not here yet, as the list calls them, with how many rows name them. */
  newDepartments: readonly { key: string; name: string; count: number }[];
}

type Accepted = ListRow & { person: ListedPerson };

/** Decides what a list would do [PE7] [PE31]; writes nothing. */
export function planImport(rows: readonly ListRow[], scene: ImportScene): ImportPlan {
  const refused: RefusedRow[] = [];
  const refuse = ({ row, cells }: ListRow, fault: RowFault): void => void refused.push({ row, cells, fault });
  const known = new Map(scene.people.map((person) => [person.email, person]));
  const firstRows = new Map<string, number>();
  let accepted: Accepted[] = [];
  for (const row of rows) {
    if (row.fault) {
      refuse(row, row.fault);
      continue;
    }
    const firstRow = firstRows.get(row.person.email);
    if (firstRow === undefined) {
      firstRows.set(row.person.email, row.row);
      accepted.push(row);
    } else refuse(row, { reason: 'people.import.twice', values: { firstRow } });
  }
  // Who goes may have been somebody's manager: asked again until nobody goes any more.
  for (;;) {
    const faults = managerFaults(accepted, scene.people, known);
    if (faults.size === 0) break;
    for (const row of accepted) {
      const fault = faults.get(row);
      if (fault) refuse(row, fault);
    }
    accepted = accepted.filter((row) => !faults.has(row));
  }
  const emailOf = managerNames(accepted, scene.people);
  const departments = new Map(scene.departments.map(({ id, name }) => [departmentKey(name), id]));
  const fresh = new Map<string, { key: string; name: string; count: number }>();
  const placeOf = (name: string): PlannedDepartment | null => {
    if (name === '') return null;
    const key = departmentKey(name);
    const id = departments.get(key);
    if (id !== undefined) return { id };
    const seen = fresh.get(key) ?? { key, name, count: 0 };
    fresh.set(key, { ...seen, count: seen.count + 1 });
    const meant = scene.becomes.get(key);
    return meant === undefined ? { newKey: key } : { id: meant };
  };
  const planned = accepted.map(({ row, person }): PlannedPerson => {
    const before = known.get(person.email) ?? null;
    return {
      row,
      name: person.name,
      email: person.email,
      known: before,
      department: placeOf(person.department),
      roles: ROLES.filter((role) => person.roles.includes(role) || before?.roles.includes(role)),
      level: person.level || null,
      managerEmail: person.manager === '' ? null : (emailOf(person.manager) ?? null),
      employedUntil: person.employedUntil || null,
    };
  });
  const idOfEmail = (email: string): string | undefined => known.get(email)?.id;
  return {
    added: planned.filter((person) => !person.known),
    changed: planned.filter((person) => person.known && changesAnything(person, person.known, idOfEmail)),
    same: planned.filter((person) => person.known && !changesAnything(person, person.known, idOfEmail)),
    refused: refused.toSorted((left, right) => left.row - right.row),
    newDepartments: [...fresh.values()],
  };
}

/** Which facts of somebody who is here a row changes; what it leaves empty stays. */
export function changedFacts(
  planned: PlannedPerson,
  before: KnownPerson,
  idOfEmail: (email: string) => string | undefined,
): { name: boolean; department: boolean; roles: boolean; level: boolean; manager: boolean; end: boolean } {
  const { department, managerEmail } = planned;
  return {
    name: planned.name !== before.name,
    department: department !== null && !('id' in department && department.id === before.departmentId),
    roles: planned.roles.length > before.roles.length,
    level: planned.level !== null && planned.level !== before.level,
    manager: managerEmail !== null && idOfEmail(managerEmail) !== before.managerId,
    end: planned.employedUntil !== null && planned.employedUntil !== before.employedUntil,
  };
}

function changesAnything(
  planned: PlannedPerson,
  before: KnownPerson,
  idOfEmail: (email: string) => string | undefined,
): boolean {
  return Object.values(changedFacts(planned, before, idOfEmail)).some(Boolean);
}

/** Why rows cannot have the manager whom they name: nobody is that, it is more than one, or they lead them [PE35]. */
function managerFaults(
  rows: readonly Accepted[],
  people: readonly KnownPerson[],
  known: ReadonlyMap<string, KnownPerson>,
): Map<Accepted, RowFault> {
  const faults = new Map<Accepted, RowFault>();
  const emailOf = managerNames(rows, people);
  const emailOfId = new Map(people.map(({ id, email }) => [id, email]));
  const managers = new Map<string, string | null>();
  for (const { email, managerId } of people)
    managers.set(email, managerId === null ? null : (emailOfId.get(managerId) ?? null));
  for (const row of rows) {
    const { email, manager } = row.person;
    const managerEmail = manager === '' ? undefined : emailOf(manager);
    if (manager === '') {
      if (!known.has(email)) managers.set(email, null);
    } else if (managerEmail === undefined) {
      faults.set(row, { reason: 'people.import.noManager', values: { manager } });
    } else if (managerEmail === null) {
      faults.set(row, { reason: 'people.import.managerTwice', values: { manager } });
    } else managers.set(email, managerEmail);
  }
  if (faults.size > 0) return faults;
  const circles = peopleInCircles(managers);
  for (const row of rows) {
    if (row.person.manager !== '' && circles.has(row.person.email))
      faults.set(row, { reason: 'people.import.managerCircle', values: { manager: row.person.manager } });
  }
  return faults;
}

/** Finds the e-mail of a manager by e-mail or by name; null where several people have that name. */
function managerNames(
  rows: readonly Accepted[],
  people: readonly KnownPerson[],
): (written: string) => string | null | undefined {
  const there = new Map<string, string>();
  for (const { name, email, isActive } of people) if (isActive) there.set(email, name);
  const off = new Set(people.flatMap(({ email, isActive }) => (isActive ? [] : [email])));
  // An import switches nobody on: who is off leads nobody.
  for (const { person } of rows) if (!off.has(person.email)) there.set(person.email, person.name);
  const byName = new Map<string, string | null>();
  for (const [email, name] of there) {
    const key = foldText(name);
    byName.set(key, byName.has(key) ? null : email);
  }
  return (written) => {
    const email = written.toLowerCase();
    return there.has(email) ? email : byName.get(foldText(written));
  };
}
