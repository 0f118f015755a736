import { expect, test } from 'vitest';
import { planImport, type ImportScene, type KnownPerson } from './plan-import.ts';
import { readPeople } from './read-people.ts';

const HEAD = 'name,email,department,roles,level,manager';

function known(name: string, more: Partial<KnownPerson> = {}): KnownPerson {
  const id = name.toLowerCase();
  const email = `${id}@example.org`;
  return {
    id,
    name,
    email,
    departmentId: null,
    roles: [],
    level: null,
    managerId: null,
    employedUntil: null,
    isActive: true,
    ...more,
  };
}

function plan(lines: string, scene: Partial<ImportScene> = {}) {
  const { rows } = readPeople(`${HEAD}\n${lines}`, '2026-11-02');
  const made = planImport(rows, { people: [], departments: [], becomes: new Map(), ...scene });
  return {
    ...made,
    counts: [made.added.length, made.changed.length, made.same.length, made.refused.length],
    faults: made.refused.map(({ row, fault }) => [row, fault.reason]),
    rows: rows.length,
  };
}

test('[PE31] every row is in one of four places: new, changed, left alone, refused', () => {
  const people = [known('Ola', { roles: ['mentor'] }), known('Jan', { level: 'staff' })];
  const made = plan(
    'Ola,ola@example.org,,lead,,\nJan,jan@example.org,,,staff,\nEwa,ewa@example.org,,,,\nX,no,,,,\nEwa,EWA@example.org,,,,\n',
    { people },
  );
  expect(made.counts).toEqual([1, 1, 1, 2]);
  expect(made.counts.reduce((sum, count) => sum + count)).toBe(made.rows);
  expect(made.faults).toEqual([
    [5, 'people.import.badEmail'],
    [6, 'people.import.twice'],
  ]);
  // Roles are added and never taken away.
  expect(made.changed[0]?.roles).toEqual(['lead', 'mentor']);
});

test('[PE31] what a row leaves empty stays, and a switched off person is changed and not switched on', () => {
  const people = [known('Ola', { level: 'head', departmentId: 'it', isActive: false })];
  const scene = { people, departments: [{ id: 'it', name: 'IT' }] };
  expect(plan('Ola,ola@example.org,,,,\n', scene).counts).toEqual([0, 0, 1, 0]);
  expect(plan('Ola Kos,ola@example.org,it,,,\n', scene).changed).toMatchObject([
    { name: 'Ola Kos', level: null, department: { id: 'it' } },
  ]);
});

test('[PE32] departments that look alike are one, new ones are named, and can be one that is here', () => {
  const lines =
    'A,a@example.org,Obsluga  KLIENTA,,,\nB,b@example.org,Księgowość,,,\nC,c@example.org,ksiegowosc,,,\n';
  const departments = [
    { id: 'care', name: 'Obsługa klienta' },
    { id: 'finance', name: 'Finanse' },
  ];
  const made = plan(lines, { departments });
  expect(made.newDepartments).toEqual([{ key: 'ksiegowosc', name: 'Księgowość', count: 2 }]);
  expect(made.added.map(({ department }) => department)).toEqual([
    { id: 'care' },
    { newKey: 'ksiegowosc' },
    { newKey: 'ksiegowosc' },
  ]);
  const mapped = plan(lines, { departments, becomes: new Map([['ksiegowosc', 'finance']]) });
  expect(mapped.added.map(({ department }) => department)).toEqual([
    { id: 'care' },
    { id: 'finance' },
    { id: 'finance' },
  ]);
});

test('[PE35] a manager may stand further down, be here already, or be called by name', () => {
  const people = [known('Szef')];
  const made = plan(
    'A,a@example.org,,,,b@example.org\nB,b@example.org,,,,Szef\nC,c@example.org,,,,SZEF@example.org\n',
    { people },
  );
  expect(made.added.map(({ managerEmail }) => managerEmail)).toEqual([
    'b@example.org',
    'szef@example.org',
    'szef@example.org',
  ]);
});

test('[PE35] a manager who is nobody, two people, switched off or refused is none, down to whoever names them', () => {
  const people = [known('Off', { isActive: false })];
  const made = plan(
    'A,a@example.org,,,,b@example.org\nB,b@example.org,,,,c@example.org\nC,c@example.org,,boss,,\n' +
      'D,d@example.org,,,,off@example.org\nTwin,e@example.org,,,,\nTwin,f@example.org,,,,\nG,g@example.org,,,,twin\n',
    { people },
  );
  expect(made.faults).toEqual([
    [2, 'people.import.noManager'],
    [3, 'people.import.noManager'],
    [4, 'people.import.badRole'],
    [5, 'people.import.noManager'],
    [8, 'people.import.managerTwice'],
  ]);
});

test('[PE35] circles of managers are refused, also those that close over people who are here', () => {
  const people = [known('Ola', { managerId: 'jan' }), known('Jan')];
  const made = plan(
    'A,a@example.org,,,,b@example.org\nB,b@example.org,,,,a@example.org\nC,c@example.org,,,,c@example.org\n' +
      'Jan,jan@example.org,,,,ola@example.org\nD,d@example.org,,,,jan@example.org\n',
    { people },
  );
  expect(made.faults).toEqual([
    [2, 'people.import.managerCircle'],
    [3, 'people.import.managerCircle'],
    [4, 'people.import.managerCircle'],
    [5, 'people.import.managerCircle'],
  ]);
  expect(made.added.map(({ name }) => name)).toEqual(['D']);
});
