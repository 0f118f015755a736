import { expect, test } from 'vitest';
import { planImport } from './plan-import.ts';
import { readPeople } from './read-people.ts';
import { refusedFile } from '#lib/base/csv/refused-rows.ts';

const NOBODY = { people: [], departments: [], becomes: new Map() };

test('[PE33] refused rows come back as a file without formulas, which is mended and read again', () => {
  const list = readPeople('Imię i nazwisko;E-mail\n=2+3;no\nOla;ola@example.org\n', '2026-11-02');
  const { refused } = planImport(list.rows, NOBODY);
  const text = refusedFile(
    { headings: list.headings, refused },
    { heading: 'Powód odrzucenia', reason: ({ reason }) => reason, isPolish: true },
  );
  expect(text).toBe("\ufeffPowód odrzucenia;Imię i nazwisko;E-mail\r\npeople.import.badEmail;'=2+3;no\r\n");
  const mended = readPeople(text.replace(';no', ';yes@example.org'), '2026-11-02');
  expect(mended.columns.unknown).toEqual([]);
  expect(mended.rows.map(({ person }) => [person?.name, person?.email])).toEqual([
    ['=2+3', 'yes@example.org'],
  ]);
});
