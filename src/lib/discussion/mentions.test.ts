import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callAt, findCalled, mentionLabels, storedText, withCall } from './mentions.ts';
import { calledIn, writtenText } from './read-text.ts';

const [ANNA, MARIA, JAN, TWIN] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(26)) as [
  string,
  string,
  string,
  string,
]; // four ids
const PEOPLE = [
  { id: ANNA, label: 'Anna Nowak' },
  { id: MARIA, label: 'Anna Nowak Wit' },
  { id: JAN, label: 'Łukasz Żak' },
];

test.each([
  ['Ask @Anna Nowak today', `Ask @[${ANNA}] today`],
  ['@Anna Nowak Wit, see', `@[${MARIA}], see`],
  ['(@Łukasz Żak)', `(@[${JAN}])`],
  ['@Anna Nowakowska', '@Anna Nowakowska'],
  ['anna@Anna Nowak', 'anna@Anna Nowak'],
  ['@Nobody @ @@Anna Nowak', `@Nobody @ @@[${ANNA}]`],
  ['', ''],
])('[DI3] a call is the longest name behind its sign: %s', (written, stored) => {
  expect(storedText(written, PEOPLE)).toBe(stored);
});

test('[DI3] what is stored is written again as it was typed, with the present names', () => {
  const labels = new Map(PEOPLE.map(({ id, label }) => [id, label]));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...PEOPLE.map(({ label }) => `@${label}`)), fc.string()), {
        maxLength: 8,
      }),
      (parts) => {
        const written = parts.join(' ');
        expect(writtenText(storedText(written, PEOPLE), (id) => labels.get(id))).toBe(written);
      },
    ),
  );
  const stored = storedText('@Anna Nowak and @Łukasz Żak', PEOPLE);
  expect(calledIn(stored + stored)).toEqual([ANNA, JAN]);
  expect(writtenText(stored, (id) => (id === ANNA ? 'Anna Zych' : undefined))).toBe(
    `@Anna Zych and @[${JAN}]`,
  );
});

test('[DI3] who shares a name is told apart by the department, else by a number', () => {
  const people = [
    { id: ANNA, name: 'Jan Kos', departmentName: 'IT' },
    { id: MARIA, name: 'Jan Kos', departmentName: 'Law' },
    { id: JAN, name: 'Jan Kos', departmentName: 'Law' },
    { id: TWIN, name: 'Ola', departmentName: 'Law' },
  ];
  const labels = mentionLabels(people);
  expect(labels.map(({ label }) => label)).toEqual([
    'Jan Kos (IT)',
    'Jan Kos (Law) #1',
    'Jan Kos (Law) #2',
    'Ola',
  ]);
  expect(calledIn(storedText('@Jan Kos (Law) #2!', labels))).toEqual([JAN]);
});

test.each([
  ['Ask @An', 7, { start: 4, query: 'An' }],
  ['@', 1, { start: 0, query: '' }],
  ['mail@host', 9, null],
  ['@An\nna', 6, null],
  ['@ An', 4, null],
  ['no call', 7, null],
])('[DI3] a call is offered behind its sign: %j at %i', (text, caret, call) => {
  expect(callAt(text, caret)).toEqual(call);
});

test('[DI3] names are found by their beginnings, whatever the diacritics, and put in place of what was typed', () => {
  expect(findCalled(PEOPLE, 'zak')).toEqual([PEOPLE[2]]);
  expect(findCalled(PEOPLE, 'NOWAK W')).toEqual([PEOPLE[1]]);
  expect(findCalled(PEOPLE, 'x')).toEqual([]);
  expect(withCall('Ask @lu now', 7, 'Łukasz Żak')).toEqual({ text: 'Ask @Łukasz Żak now', caret: 16 });
  expect(withCall('none', 4, 'Ola')).toEqual({ text: 'none', caret: 4 });
});
