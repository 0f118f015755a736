import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  lightRefusal,
  lightSigners,
  refusalOfLight,
  type LightProject,
  type LightSigner,
} from './light-route.ts';

const LIMIT = { minor: 5_000_00, currency: 'PLN' as const };
const project = (id: string, change: Partial<LightProject> = {}): LightProject => ({
  ...{ id, budgetMinor: 3_000_00, currency: 'PLN', year: 2027 },
  ...{ issueIds: [], segments: [], applicationIds: [] },
  ...change,
});

test('[PR43] below the limit it is light; at it, in another currency or without a limit it is not', () => {
  expect(lightRefusal(project('a', { budgetMinor: 4_999_99 }), [], LIMIT)).toBeUndefined();
  expect(lightRefusal(project('a', { budgetMinor: 5_000_00 }), [], LIMIT)).toBe('projects.light.tooLarge');
  expect(lightRefusal(project('a', { currency: 'EUR' }), [], LIMIT)).toBe('projects.light.currency');
  expect(lightRefusal(project('a'), [], { ...LIMIT, minor: null })).toBe('projects.light.none');
});

test('[PR44] what touches the same issue, segment or application counts together, in one year', () => {
  const same: Partial<LightProject>[] = [
    { issueIds: ['i'] },
    { segments: [{ column: 'Channel', value: 'phone' }] },
    { applicationIds: ['crm'] },
  ];
  for (const touched of same) {
    expect(lightRefusal(project('b', touched), [project('a', touched)], LIMIT)).toBe(
      'projects.light.together',
    );
    expect(
      lightRefusal(project('b', touched), [project('a', { ...touched, year: 2026 })], LIMIT),
    ).toBeUndefined();
    expect(
      lightRefusal(project('b', { ...touched, budgetMinor: 1_999_99 }), [project('a', touched)], LIMIT),
    ).toBeUndefined();
    expect(lightRefusal(project('a', touched), [project('a', touched)], LIMIT)).toBeUndefined();
  }
  expect(lightRefusal(project('b'), [project('a')], LIMIT)).toBeUndefined();
});

test('[PR44] no sequence of light projects that touch the same issue reaches the limit in a year', () => {
  const wish = fc.record({ minor: fc.integer({ min: 0, max: 6_000_00 }), year: fc.constantFrom(2026, 2027) });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 20 }), (wishes) => {
      const taken: LightProject[] = [];
      for (const [index, { minor, year }] of wishes.entries()) {
        const one = project(`p${index}`, { budgetMinor: minor, year, issueIds: ['i'] });
        if (lightRefusal(one, taken, LIMIT) === undefined) taken.push(one);
      }
      for (const year of [2026, 2027]) {
        const sum = taken
          .filter((one) => one.year === year)
          .reduce((total, one) => total + one.budgetMinor, 0);
        expect(sum).toBeLessThan(LIMIT.minor);
      }
    }),
  );
});

const person = (id: string, change: Partial<LightSigner> = {}): LightSigner => ({
  ...{ id, isActive: true, isLead: false, isDirector: false, signsFromMs: null },
  ...change,
});

test('[PR43] another lead says yes; with one lead alone a director does', () => {
  const [one, two, director] = [
    person('one', { isLead: true }),
    person('two', { isLead: true }),
    person('director', { isDirector: true }),
  ];
  const ids = (people: LightSigner[]) => people.map(({ id }) => id);
  expect(ids(lightSigners([one, two, director], new Set(['one'])))).toEqual(['two']);
  expect(ids(lightSigners([one, director], new Set(['one'])))).toEqual(['director']);
  expect(ids(lightSigners([one, { ...two, isActive: false }, director], new Set(['one'])))).toEqual([
    'director',
  ]);
  expect(refusalOfLight('director', [one, two, director], new Set(['one']), 0)).toBe(
    'projects.light.notYours',
  );
  expect(refusalOfLight('one', [one, two], new Set(['one']), 0)).toBe('projects.ownProject');
  expect(refusalOfLight('two', [{ ...two, signsFromMs: 5 }], new Set(), 4)).toBe('projects.signsLater');
  expect(refusalOfLight('two', [{ ...two, signsFromMs: 5 }], new Set(), 5)).toBeUndefined();
});

test('[PR4] [PR43] whoever had a hand in a light project is never among those who say yes', () => {
  const people = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      isActive: fc.boolean(),
      isLead: fc.boolean(),
      isDirector: fc.boolean(),
      signsFromMs: fc.constant(null),
    }),
  );
  fc.assert(
    fc.property(people, fc.subarray(['a', 'b', 'c', 'd']), (all, hands) => {
      for (const signer of lightSigners(all, new Set(hands))) {
        expect(hands).not.toContain(signer.id);
        expect(signer.isActive && (signer.isLead || signer.isDirector)).toBe(true);
      }
    }),
  );
});
