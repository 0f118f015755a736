import * as v from 'valibot';
import { expect, test } from 'vitest';
import { moveTo } from './move-to.ts';
import { DEFAULT_NEEDS, DEFAULT_REQUIREMENTS, TEAM_NAMES } from './team-defaults.ts';
import {
  NeedForm,
  PEER_WORD_MAX,
  readPeerRating,
  REQUIREMENT_NAME_MAX,
  RequirementForm,
  TEAM_NAME_MAX,
  TeamNameForm,
  wordField,
} from './team.ts';

const ASKED = { competenceIds: [], requirementIds: ['r'] };
const wordsOf = (word: string) => readPeerRating({ [wordField('r')]: word }, ASKED).words;

test('[CX7] a word as long as the longest is taken, a letter more is not', () => {
  expect(wordsOf('x'.repeat(PEER_WORD_MAX))).toHaveLength(1);
  expect(() => wordsOf('x'.repeat(PEER_WORD_MAX + 1))).toThrow(
    expect.objectContaining({
      issues: [expect.objectContaining({ path: 'word-r', message: 'form.tooLong' })],
    }),
  );
});

test('[CX7] a word has a letter and no digit of any script; empty takes it back', () => {
  expect(wordsOf('  pewna siebie ')).toEqual([['r', 'pewna siebie']]);
  expect(wordsOf('')).toEqual([['r', '']]);
  for (const number of ['5', 'na 5', 'Ⅴ', '½', '五5', '***', '!'])
    expect(() => wordsOf(number), number).toThrow(expect.objectContaining({ code: 'invalid' }));
});

test('[CX1] [CX7] names as long as the longest are taken, a letter more is not', () => {
  const taken = (letters: number) => [
    v.is(TeamNameForm, { version: 1, teamName: 'x'.repeat(letters) }),
    v.is(RequirementForm, { name: 'x'.repeat(letters) }),
  ];
  expect([taken(TEAM_NAME_MAX)[0], taken(TEAM_NAME_MAX + 1)[0]]).toEqual([true, false]);
  expect([taken(REQUIREMENT_NAME_MAX)[1], taken(REQUIREMENT_NAME_MAX + 1)[1]]).toEqual([true, false]);
});

test('[CX1] [CX3] what is proposed in either language is accepted, and as much in both', () => {
  for (const locale of ['en', 'pl'] as const) {
    expect(TEAM_NAMES[locale].every((teamName) => v.is(TeamNameForm, { version: 0, teamName }))).toBe(true);
    expect(DEFAULT_NEEDS[locale].every((need) => v.is(NeedForm, need))).toBe(true);
    expect(DEFAULT_REQUIREMENTS[locale].every((name) => v.is(RequirementForm, { name }))).toBe(true);
  }
  expect([TEAM_NAMES.pl.length, DEFAULT_NEEDS.pl.length, DEFAULT_REQUIREMENTS.pl.length]).toEqual([4, 6, 4]);
  expect([TEAM_NAMES.en.length, DEFAULT_NEEDS.en.length, DEFAULT_REQUIREMENTS.en.length]).toEqual([4, 6, 4]);
});

test('[CX4] something moves to a place of its list, the others keep their order', () => {
  const list = ['a', 'b', 'c', 'd'];
  expect(moveTo(list, 'c', 1)).toEqual(['c', 'a', 'b', 'd']);
  expect(moveTo(list, 'a', 3)).toEqual(['b', 'c', 'a', 'd']);
  expect(moveTo(list, 'a', 9)).toEqual(['b', 'c', 'd', 'a']);
});
