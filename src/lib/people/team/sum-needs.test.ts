import { expect, test } from 'vitest';
import { sumNeeds } from './sum-needs.ts';

const need = (projectId: string, competenceId: string, people: number, name = competenceId) => ({
  ...{ projectId, competenceId, name, people },
});

test('[IS73] [CX14] people are summed by competence, each project once, the most wanted first', () => {
  expect(
    sumNeeds([
      need('a', 'law', 1),
      need('a', 'data', 2, 'Data'),
      // The same project once more, by another of its issues.
      need('a', 'data', 2, 'Data'),
      need('b', 'data', 1, 'Data analysis'),
    ]),
  ).toEqual([
    { competenceId: 'data', name: 'Data analysis', people: 3, projects: 2 },
    { competenceId: 'law', name: 'law', people: 1, projects: 1 },
  ]);
});
