import { expect, test } from 'vitest';
import { monthBefore, monthSpan, summariseMonth, type MonthFacts, type MonthProject } from './month.ts';

function project(number: number, change: Partial<MonthProject> = {}): MonthProject {
  return {
    ...{ id: `p${number}`, number, title: `Project ${number}`, ownerName: 'Olga', state: 'running' },
    ...{ stageBefore: null, worksOn: false, budgetMinor: 1000, currency: 'PLN', decideBy: null },
    ...{ startsOn: '2026-09-01', endsOn: '2027-03-31', firstEndsOn: '2027-03-31' },
    ...change,
  };
}

const FACTS: MonthFacts = {
  ...{ month: '2026-10', today: '2026-11-03', projects: [], events: [], reports: [], envelopes: [] },
  issues: { added: 0, open: 0 },
};
const numbers = (rows: readonly { project: { number: number } }[]) => rows.map((row) => row.project.number);

test('[PR107] a month knows its days and the one after it, also at the end of a year', () => {
  expect(monthSpan('2026-12')).toEqual({ startsOn: '2026-12-01', endsBefore: '2027-01-01', next: '2027-01' });
  expect([monthBefore('2027-01-31'), monthBefore('2026-03-01')]).toEqual(['2026-12', '2026-02']);
});

test('[PR107] of each project at work the last word of the month counts, and silence is said', () => {
  const report = (projectId: string, health: 'on-track' | 'at-risk', on: string) => ({
    ...{ projectId, health, on },
    text: `${health} ${on}`,
  });
  const { troubled, silent } = summariseMonth({
    ...FACTS,
    projects: [
      project(1),
      project(2),
      project(3),
      project(4, { state: 'done' }),
      project(5, { state: 'submitted', stageBefore: 'running', worksOn: true }),
      project(6, { startsOn: '2026-11-01' }),
    ],
    reports: [
      report('p1', 'at-risk', '2026-10-20'),
      report('p1', 'on-track', '2026-10-05'),
      report('p2', 'at-risk', '2026-10-05'),
      report('p2', 'on-track', '2026-10-20'),
      report('p4', 'at-risk', '2026-10-20'),
    ],
  });
  expect(troubled).toEqual([
    {
      ...{ health: 'at-risk', text: 'at-risk 2026-10-20', on: '2026-10-20' },
      project: { number: 1, title: 'Project 1', ownerName: 'Olga' },
    },
  ]);
  expect(silent.map(({ number }) => number)).toEqual([3, 5]);
});

test('[PR107] what happened stands in its order; what waits, is late, and comes next is as it stands now', () => {
  const summary = summariseMonth({
    ...FACTS,
    projects: [
      project(1, { endsOn: '2026-11-30' }),
      project(2, { state: 'approved', startsOn: '2026-11-15' }),
      project(3, { state: 'submitted', decideBy: '2026-11-10' }),
      project(4, { endsOn: '2026-11-02', firstEndsOn: '2026-11-02' }),
      project(5, { endsOn: '2027-04-15' }),
      project(6, { state: 'stopped', endsOn: '2026-11-20' }),
    ],
    events: [
      { event: 'finished', projectId: 'p1', on: '2026-10-20', atMs: 2 },
      { event: 'started', projectId: 'p2', on: '2026-10-01', atMs: 1 },
      { event: 'started', projectId: 'gone', on: '2026-10-02', atMs: 1 },
    ],
  });
  expect(summary.events.map(({ event }) => event)).toEqual(['started', 'finished']);
  expect(numbers(summary.waiting)).toEqual([3]);
  expect(numbers(summary.late)).toEqual([4, 5]);
  expect(summary.coming.map(({ project: { number }, what }) => [number, what])).toEqual([
    [4, 'ends'],
    [2, 'starts'],
    [1, 'ends'],
  ]);
  expect([summary.isRunning, summariseMonth({ ...FACTS, month: '2026-11' }).isRunning]).toEqual([
    false,
    true,
  ]);
});
