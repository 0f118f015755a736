import { expect, test } from 'vitest';
import { departmentKey, tidyDepartment } from './department-name.ts';

test('[PE15] names that differ only in case, blanks or diacritics are one', () => {
  const names = [
    'Obsluga klienta',
    'Obsługa klienta',
    ' obsługa  klienta',
    'OBSŁUGA\u00a0KLIENTA',
    'Obsługa\tKlienta ',
  ];
  expect(new Set(names.map(departmentKey)).size).toBe(1);
  expect(departmentKey('Ksie\u0328gowos\u0301c\u0301')).toBe(departmentKey('Księgowość'));
  expect(departmentKey('R&D')).not.toBe(departmentKey('R D'));
  expect(departmentKey('Obsługa klientów')).not.toBe(departmentKey('Obsługa klienta'));
});

test('[PE15] what is stored keeps its case', () => {
  expect(tidyDepartment('  Dział   IT ')).toBe('Dział IT');
});
