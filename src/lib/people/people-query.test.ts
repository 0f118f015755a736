import { expect, test } from 'vitest';
import { asId } from '../base/ids.ts';
import { readTableQuery } from '../base/table-query.ts';
import { findPeople, peopleTerms, type PersonPlace } from './people-query.ts';

function place(name: string, more: Partial<PersonPlace> = {}): PersonPlace {
  return {
    id: asId<'person'>(name),
    name,
    email: `${name.toLowerCase()}@example.org`,
    departmentId: null,
    departmentName: null,
    roles: [],
    level: null,
    managerId: null,
    managerName: null,
    employedUntil: null,
    signedInMonth: null,
    state: 'active',
    ...more,
  };
}

const CARE = { departmentId: 'care', departmentName: 'Obsługa klienta' };
const PEOPLE = [
  place('Łukasz', { ...CARE, roles: ['director'], level: 'head', signedInMonth: '2026-10' }),
  place('Ola', { ...CARE, managerId: 'Łukasz', managerName: 'Łukasz', state: 'none' }),
  place('Jan', { roles: ['employee'], employedUntil: '2026-10-31', state: 'expired', level: 'staff' }),
  place('Zoe', { roles: ['mentor', 'lead'], employedUntil: '2027-01-31', signedInMonth: '2026-11' }),
];

function find(address: string): string[] {
  const terms = peopleTerms([{ id: 'care' }]);
  const { query, unknown } = readTableQuery(new URLSearchParams(address), terms);
  expect(unknown).toEqual([]);
  return findPeople(PEOPLE, query, { personId: 'Łukasz', today: '2026-11-02' }).map(({ name }) => name);
}

test.each([
  ['', ['Łukasz', 'Ola', 'Jan', 'Zoe']],
  ['q=obsluga LUKASZ', ['Łukasz']],
  ['f.role=director,lead', ['Łukasz', 'Zoe']],
  ['f.role=employee', ['Ola', 'Jan']],
  ['f.department=care', ['Łukasz', 'Ola']],
  ['f.department=none', ['Jan', 'Zoe']],
  ['f.level=head,none', ['Łukasz', 'Ola', 'Zoe']],
  ['f.state=none,expired', ['Ola', 'Jan']],
  ['f.team=mine', ['Ola']],
  ['f.team=none', ['Łukasz', 'Jan', 'Zoe']],
  ['f.employment=limited', ['Jan', 'Zoe']],
  ['f.employment=over', ['Jan']],
  ['sort=name', ['Jan', 'Łukasz', 'Ola', 'Zoe']],
  ['sort=-signedIn', ['Zoe', 'Łukasz', 'Ola', 'Jan']],
  ['sort=level', ['Łukasz', 'Jan', 'Ola', 'Zoe']],
])('[PE27] the address ?%s finds whom it says', (address, names) => {
  expect(find(address)).toEqual(names);
});
