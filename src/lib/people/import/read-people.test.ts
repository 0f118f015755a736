import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { textCell } from '../../base/csv-cell.ts';
import { workbookOf } from '#lib/tabular/testing/workbook.ts';
import { NAME_MAX, PersonForm } from '../people-forms.ts';
import { ROLES } from '../permissions.ts';
import { LEVELS } from '../person.ts';
import { decodeList } from '#lib/tabular/read/decode-list.ts';
import { readPeople } from './read-people.ts';

const TODAY = '2026-11-02';
const read = (text: string) => readPeople(text, TODAY);
const faultsOf = (text: string) =>
  read(text).rows.flatMap(({ row, fault }) => (fault ? [[row, fault.reason, fault.values]] : []));

test('[PE29] a Polish list is read in any usual shape: names in two columns, titles above, words for everything', () => {
  const text =
    '\uFEFFLista pracowników;;;;;;;\r\n;;;;;;;\r\n' +
    'Dział;Imię;Nazwisko;Adres e-mail;Rola;Poziom;Przełożony (e-mail);Data zatrudnienia do\r\n' +
    'Obsługa klienta;Żaneta;Ćwik;Zaneta@Example.org;mentorka i liderka CX;kierowniczka;szef@example.org;31.12.2026\r\n' +
    'IT;Jan;Kos;jan@example.org;Pracownik;pracownik;;bezterminowo\r\n';
  const { rows, columns } = read(text);
  expect(columns).toMatchObject({ unknown: [], missing: [] });
  expect(rows.map(({ row, person }) => [row, person])).toEqual([
    [
      4,
      {
        name: 'Żaneta Ćwik',
        email: 'zaneta@example.org',
        department: 'Obsługa klienta',
        roles: ['mentor', 'lead'],
        level: 'head',
        manager: 'szef@example.org',
        employedUntil: '2026-12-31',
      },
    ],
    [
      5,
      {
        name: 'Jan Kos',
        email: 'jan@example.org',
        department: 'IT',
        roles: [],
        level: 'staff',
        manager: '',
        employedUntil: '',
      },
    ],
  ]);
});

test.each([
  ['Imie i nazwisko,Mail', 'Anna Lis,a@example.org'],
  ['Full name\te-mail address', 'Anna Lis\ta@example.org'],
  ['Nazwisko i imię|E-mail służbowy', 'Lis Anna|a@example.org'],
  ['First name;Last name;EMAIL', 'Anna;Lis;a@example.org'],
  ['NAZWISKO;IMIE;ADRES EMAIL', 'Lis;Anna;a@example.org'],
])('[PE29] headings %s name a person', (headings, row) => {
  expect(read(`${headings}\n${row}\n`).rows[0]?.person).toMatchObject({
    name: 'Anna Lis',
    email: 'a@example.org',
  });
});

test('[PE29] what is not understood is named, and of two columns of one kind the second', () => {
  const { columns } = read('name,email,Telefon,E-mail,Stanowisko\nA,a@example.org,1,b@example.org,x\n');
  expect(columns.unknown).toEqual(['Telefon', 'E-mail', 'Stanowisko']);
});

test('[PE7] a list without the needed columns says which are missing, and has no rows', () => {
  const { columns, rows } = read('person name,phone\nA,1\n');
  expect([columns.missing, rows]).toEqual([['name', 'email'], []]);
  expect(read('imię,e-mail\nA,a@example.org\n').columns.missing).toEqual(['name']);
});

test('[PE7] wrong rows say why, with the number that a spreadsheet shows; headings that come again are no row', () => {
  const text =
    'name,email,roles,level,employed until\n\nA,a@example.org,boss,,\n,b@example.org,,,\nname,email,roles,level,employed until\n' +
    'C,c at example,,,\nD,d@example.org,,chief,\nE,e@example.org,,,31.2.2027\nF,f@example.org,,,1.1.1900\n';
  expect(faultsOf(text)).toEqual([
    [3, 'people.import.badRole', { role: 'boss' }],
    [4, 'people.import.noName', {}],
    [6, 'people.import.badEmail', {}],
    [7, 'people.import.badLevel', { level: 'chief' }],
    [8, 'people.import.badDay', { day: '31.2.2027' }],
    [9, 'people.import.badDay', { day: '1.1.1900' }],
  ]);
});

test('[PE29] a file in Windows-1250 keeps its letters, a workbook its row numbers, and a picture is no list', async () => {
  const polish = Uint8Array.from([
    ...new TextEncoder().encode('name;email\n'),
    ...[0xa3, 0x75, 0x6b, 0x61, 0x73, 0x7a, 0x20, 0x8c, 0x6c, 0xb9, 0x7a, 0x61, 0x6b],
    ...new TextEncoder().encode(';l@example.org\n'),
  ]);
  expect(read((await decodeList(polish)) ?? '').rows[0]?.person?.name).toBe('Łukasz Ślązak');
  const workbook = await workbookOf({
    People: [['Imię i nazwisko', 'E-mail'], [], [], ['Łukasz Ślązak', 'l@example.org']],
  });
  const [row] = read((await decodeList(new Uint8Array(workbook))) ?? '').rows;
  expect([row?.row, row?.person?.name]).toEqual([4, 'Łukasz Ślązak']);
  expect(await decodeList(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]))).toBeUndefined();
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', ' ', 'Anna Lis', ' Łukasz  Ślązak ', 'x'.repeat(NAME_MAX), 'x'.repeat(NAME_MAX + 1)),
  fc.constantFrom('=SUM(A1)', "'=x", '-5', '@home', '"', 'a;b', 'a,b'),
);
/** What no form of a browser sends, or a line break that a form would not hold either. */
const isTyped = (written: string): boolean => !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(written);
const person = fc.record({
  name: text.filter(isTyped),
  email: fc.oneof(
    fc.emailAddress(),
    text.filter(isTyped),
    fc.constantFrom('A@Example.org ', 'a@b', 'a b@example.org', `${'x'.repeat(190)}@example.org`),
  ),
  roles: fc.uniqueArray(fc.constantFrom(...ROLES.filter((role) => role !== 'employee'), 'boss')),
  level: fc.constantFrom('', ...LEVELS, 'chief'),
  employedUntil: fc.constantFrom(
    '',
    '2026-12-31',
    '2028-02-29',
    '2027-02-29',
    '1949-12-31',
    '2101-01-01',
    'soon!',
  ),
});

test('[PE30] a list and a form accept exactly the same people, and make the same of them', () => {
  fc.assert(
    fc.property(person, (input) => {
      const form = v.safeParse(PersonForm, input);
      const cells = [input.name, input.email, input.roles.join('; '), input.level, input.employedUntil];
      const headings = ['name', 'email', 'roles', 'level', 'employed until'];
      const [row] = read(
        [headings, cells].map((line) => line.map((cell) => textCell(cell, ';')).join(';')).join('\n'),
      ).rows;
      // A row in which nothing stands is no row: neither takes it.
      expect(row?.person !== undefined).toBe(form.success);
      if (!form.success) return;
      const { departmentId: _department, managerId: _manager, ...taken } = form.output;
      expect(row?.person).toEqual({ ...taken, department: '', manager: '' });
    }),
    { numRuns: 500 },
  );
});
