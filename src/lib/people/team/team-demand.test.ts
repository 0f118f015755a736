import { expect, test } from 'vitest';
import { compareDemand } from './team-demand.ts';

const need = (projectId: string, competenceId: string, people: number) => ({
  ...{ projectId, competenceId, name: competenceId, people },
});
const gap = (competenceId: string, reach: number | null) => ({ competenceId, name: competenceId, reach });

test('[CX14] people of all approved projects are summed and set against those who reach the level', () => {
  const demand = compareDemand(
    [need('a', 'Data', 2), need('b', 'Data', 1), need('a', 'Law', 1)],
    [gap('Data', 1), gap('Law', 1), gap('Sales', 0)],
  );
  expect(
    demand.map(({ name, people, projects, has, missing }) => [name, people, projects, has, missing]),
  ).toEqual([
    ['Data', 3, 2, 1, 2],
    ['Law', 1, 1, 1, 0],
  ]);
});

test('[CX14] what is not on the list comes first, and of it nothing is claimed', () => {
  const [first, second] = compareDemand([need('a', 'Data', 3), need('a', 'Film', 1)], [gap('Data', 0)]);
  expect(first).toMatchObject({ name: 'Film', isListed: false, has: null, missing: null });
  expect(second).toMatchObject({ name: 'Data', missing: 3 });
});

test('[CX14] where too few said something, nobody is told to be missing', () => {
  expect(compareDemand([need('a', 'Data', 3)], [gap('Data', null)])).toMatchObject([
    { isListed: true, missing: null },
  ]);
});
