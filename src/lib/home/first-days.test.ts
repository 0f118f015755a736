import { expect, test } from 'vitest';
import { setupSteps } from './first-days.ts';
import type { HomeSetup } from './home.ts';

const FIRST: HomeSetup = {
  organisation: {
    name: 'Lipowa',
    timeZone: 'Europe/Warsaw',
    isZoneChosen: false,
    locale: 'pl',
    currency: 'PLN',
  },
  departments: 0,
  people: { active: 1, withoutAccount: 0 },
  signers: [
    { part: 'marketing', names: [] },
    { part: 'customer-service', names: [] },
  ],
  reportingLine: null,
  teamName: null,
  substituteName: null,
  substitutes: 0,
  week: { weekdays: [1, 2, 3, 4, 5], holidays: 'PL', isChosen: false },
  hasMail: false,
  mailTestedOn: null,
  engine: 'sqlite',
  backup: { day: null },
};

test('[HM4] [HM6] the first step that is missing is the next one, until all are done', () => {
  const next = (setup: HomeSetup): string | undefined => setupSteps(setup).find(({ isNext }) => isNext)?.name;
  expect(next(FIRST)).toBe('organisation');
  const chosen: HomeSetup = { ...FIRST, organisation: { ...FIRST.organisation, isZoneChosen: true } };
  expect(next(chosen)).toBe('departments');
  expect(next({ ...chosen, departments: 2 })).toBe('people');
  const signed = FIRST.signers.map(({ part }) => ({ part, names: ['Anna'] }));
  const done: HomeSetup = {
    ...chosen,
    departments: 2,
    people: { active: 2, withoutAccount: 1 },
    week: { ...FIRST.week, isChosen: true },
    signers: signed,
    reportingLine: 'marketing',
    hasMail: true,
    mailTestedOn: '2026-11-29',
  };
  expect(next(done)).toBe('backup');
  expect(next({ ...done, week: FIRST.week })).toBe('calendar');
  expect(next({ ...done, reportingLine: null })).toBe('signers');
  expect(next({ ...done, mailTestedOn: null })).toBe('mail');
  const oneHead = { ...done, signers: signed.slice(0, 1).concat({ part: 'customer-service', names: [] }) };
  expect(next(oneHead)).toBe('signers');
  // Both parts have one head: the substitute of the organisation gives the second signature.
  expect(next({ ...oneHead, substituteName: 'Zofia' })).toBe('backup');
  // PostgreSQL is backed up by its own tool.
  expect(next({ ...done, engine: 'postgres', backup: null })).toBe(undefined);
  expect(setupSteps({ ...done, backup: { day: '2026-11-29' } }).every(({ isDone }) => isDone)).toBe(true);
});
