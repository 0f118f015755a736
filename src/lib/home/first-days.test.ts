import { expect, test } from 'vitest';
import { setupSteps } from './first-days.ts';
import type { HomeSetup } from './home.ts';

const FIRST: HomeSetup = {
  organisation: { name: 'Lipowa', timeZone: 'Europe/Warsaw', locale: 'pl' },
  departments: 0,
  people: { active: 1, withoutAccount: 0 },
  signers: [
    { part: 'marketing', names: [] },
    { part: 'customer-service', names: [] },
  ],
  hasMail: false,
  engine: 'sqlite',
  backup: { day: null },
};

test('[HM4] the first step that is missing is the next one, until all are done', () => {
  const next = (setup: HomeSetup): string | undefined => setupSteps(setup).find(({ isNext }) => isNext)?.name;
  expect(next(FIRST)).toBe('departments');
  expect(next({ ...FIRST, departments: 2 })).toBe('people');
  const signed = FIRST.signers.map(({ part }) => ({ part, names: ['Anna'] }));
  const done: HomeSetup = {
    ...FIRST,
    departments: 2,
    people: { active: 2, withoutAccount: 1 },
    signers: signed,
    hasMail: true,
  };
  expect(next(done)).toBe('backup');
  expect(next({ ...done, signers: signed.slice(0, 1).concat({ part: 'customer-service', names: [] }) })).toBe(
    'signers',
  );
  // PostgreSQL is backed up by its own tool.
  expect(next({ ...done, engine: 'postgres', backup: null })).toBe(undefined);
  expect(setupSteps({ ...done, backup: { day: '2026-11-29' } }).every(({ isDone }) => isDone)).toBe(true);
});
