import { expect, test } from 'vitest';
import { needsOfYear, yearsOfTerm, type NeedingYears } from './year-needs.ts';

const project = (
  id: string,
  state: NeedingYears['state'],
  needs: Record<string, number>,
  more: Partial<NeedingYears> = {},
): NeedingYears => ({
  ...{ id, state, stageBefore: null, startsOn: '2026-02-01', endsOn: '2026-11-30' },
  needs: Object.entries(needs).map(([name, needed]) => ({ competenceId: name, name, needed })),
  ...more,
});
const GAPS = [
  { competenceId: 'data', name: 'Data analysis', reach: 2 },
  { competenceId: 'law', name: 'Law', reach: null },
];
const PROJECTS = [
  project('a', 'running', { data: 2 }),
  project('b', 'submitted', { data: 1, film: 1 }),
  project('c', 'submitted', { law: 1 }, { stageBefore: 'running' }),
  project('d', 'draft', { data: 9 }),
  project('e', 'stopped', { data: 9 }),
  project('f', 'sent-back', { data: 9 }),
  project('g', 'approved', { data: 1 }, { startsOn: '2026-12-01', endsOn: '2027-01-15' }),
];

test('[PR110] a year needs the people of what was approved and asked for, against those whom the team has', () => {
  expect(needsOfYear(2026, PROJECTS, [...GAPS, { competenceId: 'film', name: 'Film', reach: 1 }])).toEqual([
    { competenceId: 'data', name: 'Data analysis', approved: 3, asked: 1, has: 2, missing: 2 },
    { competenceId: 'film', name: 'Film', approved: 0, asked: 1, has: 1, missing: 0 },
    { competenceId: 'law', name: 'Law', approved: 1, asked: 0, has: null, missing: null },
  ]);
});

test('[PR110] a project needs its people in every year that its term touches', () => {
  expect(needsOfYear(2027, PROJECTS, GAPS)).toMatchObject([
    { name: 'Data analysis', approved: 1, missing: 0 },
  ]);
  expect(needsOfYear(2028, PROJECTS, GAPS)).toEqual([]);
  expect(yearsOfTerm({ startsOn: '2026-12-01', endsOn: '2028-01-15' })).toEqual([2026, 2027, 2028]);
});
