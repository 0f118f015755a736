import { expect, test } from 'vitest';
import { findProfile, type ImportProfile } from './import-profile.ts';

function profileOf(surveyName: string, names: readonly string[], savedAtMs = 0): ImportProfile {
  const columns = names.map((name) => ({
    name,
    role: 'category' as const,
    isReversed: false,
    naCodes: [],
    isDropped: false,
  }));
  const settings = { passport: {}, columns };
  return { surveyId: surveyName, surveyName, waveName: 'Spring', savedAtMs, settings };
}

const TEN = Array.from({ length: 10 }, (_, i) => `Q${i}`);
const found = (profiles: ImportProfile[], headings: string[]): string | undefined =>
  findProfile(profiles, headings)?.surveyName;

test('[SV88] four fifths of the headings of both make a file the next wave of a survey', () => {
  const profiles = [profileOf('Customers', TEN)];
  expect(found(profiles, [...TEN.slice(0, 8), 'new', 'newer'])).toBe('Customers');
  expect(found(profiles, [...TEN.slice(0, 7), 'new', 'newer', 'newest'])).toBeUndefined();
  // All of a short profile is in a long file, but most of the file is unknown to it.
  expect(found(profiles, [...TEN, 'a', 'b', 'c'])).toBeUndefined();
  expect(found([profileOf('Empty', [])], [])).toBeUndefined();
});

test('[SV88] case and spaces of a heading do not count; most in common wins, then the newest', () => {
  expect(found([profileOf('Customers', ['Ocena  usługi', 'NPS'])], ['ocena usługi', 'nps '])).toBe(
    'Customers',
  );
  const older = profileOf('Older', TEN, 1);
  const newer = profileOf('Newer', TEN, 2);
  const partly = profileOf('Partly', TEN.slice(0, 9), 3);
  expect(found([partly, older, newer], TEN)).toBe('Newer');
});
