import { expect, test } from 'vitest';
import { findWho, MOST_ADDRESSES, MOST_FOUND, readAddresses } from './who-to-invite.ts';

const person = (name: string, email: string) => ({
  id: email,
  name,
  email,
  departmentName: 'IT',
  isInvited: false,
  hasAccount: true,
});
const PEOPLE = [
  person('Łucja Żak', 'lucja@example.org'),
  person('Jan Żak-Nowak', 'jan@example.org'),
  person('Ola Lis', 'Ola@Example.org'),
];
const names = (typed: string) => findWho(PEOPLE, typed).people.map(({ name }) => name);

test('[WS148] people are found by beginnings of their names, without diacritics', () => {
  expect(names('zak')).toEqual(['Łucja Żak', 'Jan Żak-Nowak']);
  expect(names('zak luc')).toEqual(['Łucja Żak']);
  expect(names('nowak')).toEqual(['Jan Żak-Nowak']);
  expect(names('is')).toEqual([]);
  expect(names('  ')).toEqual([]);
});

test('[WS148] a list of addresses is taken however it was pasted', () => {
  expect(readAddresses('Ola <OLA@example.org>; jan@example.org,\njan@example.org')).toEqual([
    'ola@example.org',
    'jan@example.org',
  ]);
  expect(names('jan@example.org, ola@example.org')).toEqual(['Jan Żak-Nowak', 'Ola Lis']);
});

test('[WS149] addresses that nobody has are named, and no address of others leaves', () => {
  const found = findWho(PEOPLE, 'ola@example.org new@example.org');
  expect(found.unknown).toEqual(['new@example.org']);
  expect(JSON.stringify(found.people)).not.toContain('"email"');
});

test('[WS148] of many of one name the first are shown, and how many more there are', () => {
  const many = (n: number) =>
    Array.from({ length: n }, (_, at) => person(`Jan ${at}`, `jan${at}@example.org`));
  expect(findWho(many(MOST_FOUND), 'jan')).toMatchObject({ more: 0, people: { length: MOST_FOUND } });
  expect(findWho(many(MOST_FOUND + 1), 'jan')).toMatchObject({ more: 1, people: { length: MOST_FOUND } });
});

test('[WS148] as many addresses as a room and its watchers are looked up at once', () => {
  const typed = (n: number) => Array.from({ length: n }, (_, at) => `p${at}@example.org`).join(' ');
  expect(readAddresses(typed(MOST_ADDRESSES))).toHaveLength(MOST_ADDRESSES);
  expect(readAddresses(typed(MOST_ADDRESSES + 1))).toHaveLength(MOST_ADDRESSES);
});
