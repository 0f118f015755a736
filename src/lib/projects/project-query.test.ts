import { expect, test } from 'vitest';
import { PLAIN_QUERY, readTableQuery } from '../base/table-query.ts';
import { findProjects, PROJECT_TERMS, type ProjectPlace } from './project-query.ts';

const project = (number: number, title: string, more: Partial<ProjectPlace> = {}): ProjectPlace => ({
  number,
  title,
  state: 'running',
  ownerId: 'irena',
  ownerName: 'Irena Szpak',
  deputyId: 'pawel',
  deputyName: 'Paweł Borsuk',
  budgetMinor: number * 100,
  startsOn: `2026-0${number}-01`,
  endsOn: `2027-0${9 - number}-01`,
  latestReport: undefined,
  course: { news: 'awaited' },
  ...more,
});
const PROJECTS = [
  project(4, 'Krótsza kolejka', {
    latestReport: { health: 'at-risk' },
    course: { news: 'silent' },
  }),
  project(2, 'Faktura na jednej stronie', { state: 'draft', ownerId: 'beata', ownerName: 'Beata Wilga' }),
  project(7, 'Menu IVR', { state: 'submitted', deputyId: 'beata', deputyName: 'Beata Wilga' }),
];
const find = (address: string, reader?: string): number[] =>
  findProjects(PROJECTS, readTableQuery(new URLSearchParams(address), PROJECT_TERMS).query, reader).map(
    ({ number }) => number,
  );

test.each([
  ['', [4, 2, 7]],
  ['q=KROTSZA', [4]],
  ['q=beata', [2, 7]],
  ['q=%237', [7]],
  ['f.state=draft,submitted', [2, 7]],
  ['f.health=at-risk', [4]],
  ['f.health=none', [2, 7]],
  ['f.health=silent', [4]],
  ['f.hand=mine', [2, 7]],
  ['sort=number', [2, 4, 7]],
  ['sort=-endsOn', [2, 4, 7]],
  ['sort=name', [2, 4, 7]],
  ['sort=-budget', [7, 4, 2]],
  ['f.state=done', []],
] as const)('[PR18] the projects are narrowed and sorted by "%s"', (address, numbers) => {
  expect(find(address, 'beata')).toEqual(numbers);
});

test('[PR18] somebody without an account has no hand in any', () => {
  expect(find('f.hand=mine')).toEqual([]);
});

test('every order that a head offers is one', () => {
  for (const key of PROJECT_TERMS.sorts.filter((sort) => sort !== 'owner' && sort !== 'deputy')) {
    const sorted = findProjects(PROJECTS, { ...PLAIN_QUERY, sort: { key, isDescending: true } }, undefined);
    expect([key, sorted.map(({ number }) => number)]).not.toEqual([key, [4, 2, 7]]);
  }
});
