import type { ImportPreview, ShownChange, ShownPerson } from './people-import.ts';
import { changedFacts, type ImportPlan, type ImportScene, type PlannedPerson } from './plan-import.ts';
import type { PeopleList } from './read-people.ts';

/** A plan as people read it: names instead of ids, and of somebody who is here only what changes [PE31]. */
export function previewPeople(
  plan: ImportPlan,
  { headings, columns }: PeopleList,
  { people, departments, becomes }: ImportScene,
): Omit<ImportPreview, 'fingerprint'> {
  const departmentNames = new Map(departments.map(({ id, name }) => [id, name]));
  const newNames = new Map(plan.newDepartments.map(({ key, name }) => [key, name]));
  const byId = new Map(people.map((person) => [person.id, person]));
  const idOfEmail = new Map(people.map(({ email, id }) => [email, id]));
  const nameOfEmail = new Map<string, string>(people.map(({ email, name }) => [email, name]));
  for (const { email, name } of [...plan.added, ...plan.changed]) nameOfEmail.set(email, name);

  function show(person: PlannedPerson): ShownPerson {
    const { known, department } = person;
    const changed = known && changedFacts(person, known, (email) => idOfEmail.get(email));
    const place =
      department &&
      ('id' in department ? departmentNames.get(department.id) : newNames.get(department.newKey));
    const rolesOf = (roles: readonly string[]): string | null =>
      roles.filter((role) => role !== 'employee').join(',') || null;
    const manager = person.managerEmail === null ? null : (nameOfEmail.get(person.managerEmail) ?? null);
    const facts: readonly (ShownChange & { isNews: boolean })[] = [
      { field: 'name', from: known?.name ?? null, to: person.name, isNews: changed?.name ?? false },
      {
        field: 'department',
        from: departmentNames.get(known?.departmentId ?? '') ?? null,
        to: place ?? null,
        isNews: changed?.department ?? place !== null,
      },
      {
        field: 'roles',
        from: rolesOf(known?.roles ?? []),
        to: rolesOf(person.roles),
        isNews: changed?.roles ?? person.roles.length > 0,
      },
      {
        field: 'level',
        from: known?.level ?? null,
        to: person.level,
        isNews: changed?.level ?? person.level !== null,
      },
      {
        field: 'manager',
        from: byId.get(known?.managerId ?? '')?.name ?? null,
        to: manager,
        isNews: changed?.manager ?? manager !== null,
      },
      {
        field: 'employedUntil',
        from: known?.employedUntil ?? null,
        to: person.employedUntil,
        isNews: changed?.end ?? person.employedUntil !== null,
      },
    ];
    return {
      row: person.row,
      name: person.name,
      email: person.email,
      changes: facts.filter(({ isNews }) => isNews).map(({ field, from, to }) => ({ field, from, to })),
    };
  }

  return {
    added: plan.added.map(show),
    changed: plan.changed.map(show),
    same: plan.same.map(show),
    refused: plan.refused,
    headings,
    unknownColumns: columns.unknown,
    missingColumns: columns.missing,
    newDepartments: plan.newDepartments.map((department) => ({
      ...department,
      becomes: becomes.get(department.key) ?? '',
    })),
  };
}
