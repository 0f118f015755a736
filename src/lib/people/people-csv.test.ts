import { expect, test } from 'vitest';
import { decodePeopleCsv, parsePeopleCsv } from './people-csv.ts';
import { ROLES } from './permissions.ts';

test('[PE7] a Polish list with semicolons is read, whatever the order of its columns', () => {
  const text =
    '\uFEFFDział;Imię i nazwisko;Adres e-mail;Role\r\nObsługa klienta;Żaneta Ćwik;Zaneta@Example.org;mentor lead\r\n';
  expect(parsePeopleCsv(text)).toEqual({
    people: [
      {
        row: 2,
        name: 'Żaneta Ćwik',
        email: 'zaneta@example.org',
        department: 'Obsługa klienta',
        roles: ['lead', 'mentor'],
      },
    ],
    rejected: [],
    missingColumns: [],
  });
});

test('[PE7] wrong rows are listed with their reason and right ones are kept', () => {
  const text =
    'name,email,department,roles\nA,a@example.org,,\n,b@example.org,,\nC,c at example,,\nD,a@example.org,,\nE,e@example.org,,boss\n';
  const { people, rejected } = parsePeopleCsv(text);
  expect(people.map((person) => person.name)).toEqual(['A']);
  expect(rejected.map(({ row, reason, values }) => [row, reason, values])).toEqual([
    [3, 'people.import.noName', {}],
    [4, 'people.import.badEmail', {}],
    [5, 'people.import.twice', { firstRow: 2 }],
    [6, 'people.import.badRole', { role: 'boss', allowed: ROLES.join(', ') }],
  ]);
});

test('[PE7] an empty line is a row of the spreadsheet too: what comes after keeps its number', () => {
  const { people, rejected } = parsePeopleCsv('name,email\n\nA,a@example.org\nB,b at example\n');
  expect([people[0]?.row, rejected[0]?.row]).toEqual([3, 4]);
});

test('[PE7] a list without the needed columns says which are missing', () => {
  expect(parsePeopleCsv('person,phone\nA,1\n').missingColumns).toEqual(['name', 'email']);
});

test('[PE7] a list that Polish Excel saved in Windows-1250 keeps its letters', () => {
  const bytes = Uint8Array.from([
    0xa3, 0x75, 0x6b, 0x61, 0x73, 0x7a, 0x20, 0x8c, 0x6c, 0xb9, 0x7a, 0x61, 0x6b,
  ]);
  expect(decodePeopleCsv(bytes)).toBe('Łukasz Ślązak');
  expect(decodePeopleCsv(new TextEncoder().encode('Łukasz Ślązak'))).toBe('Łukasz Ślązak');
});
