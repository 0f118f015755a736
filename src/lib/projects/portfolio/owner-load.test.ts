import { expect, test } from 'vitest';
import type { ProjectState } from '../project.ts';
import { groupByOwner, type LoadProject } from './owner-load.ts';

function project(number: number, ownerId: string, deputyId: string, state: ProjectState, endsOn: string) {
  return {
    ...{ id: `p${number}`, number, title: `Project ${number}`, state, ownerId, deputyId, endsOn },
    ...{ ownerName: ownerId.toUpperCase(), deputyName: deputyId.toUpperCase() },
    ...{ budgetMinor: null, currency: 'PLN', latestReport: undefined },
  } satisfies LoadProject;
}

test('[PR103] open projects stand with their owners, the next to end first, and with whoever deputises', () => {
  const loads = groupByOwner(
    [
      project(1, 'ada', 'ewa', 'running', '2026-12-31'),
      project(2, 'ada', 'jan', 'draft', '2026-11-30'),
      project(3, 'ewa', 'ada', 'on-hold', '2026-12-01'),
      project(4, 'jan', 'ada', 'done', '2026-12-01'),
      project(5, 'jan', 'ada', 'stopped', '2026-12-01'),
      project(6, 'jan', 'ada', 'declined', '2026-12-01'),
    ],
    '2026-12-01',
  );
  const numbers = (projects: readonly { number: number }[]) => projects.map(({ number }) => number);
  expect(loads.map(({ name, owned, deputised }) => [name, numbers(owned), numbers(deputised)])).toEqual([
    ['ADA', [2, 1], [3]],
    ['EWA', [3], [1]],
    ['JAN', [], [2]],
  ]);
});

test('[PR103] what is at risk by its newest report, and what runs past its last day, is counted for its owner', () => {
  const at = (health: 'on-track' | 'at-risk' | 'off-track', endsOn: string) => ({
    ...project(1, 'ada', 'ewa', 'running', endsOn),
    latestReport: { health },
  });
  const [load] = groupByOwner(
    [at('on-track', '2026-11-30'), at('at-risk', '2026-12-01'), at('off-track', '2026-12-02')],
    '2026-12-01',
  );
  expect(load).toMatchObject({ atRisk: 2, late: 1 });
});
