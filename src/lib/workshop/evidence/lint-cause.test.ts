import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lintCause } from './lint-cause.ts';

test.each([
  ['Brak szkoleń z nowych taryf', ['solution']],
  ['brak prognozy kontaktów', ['solution']],
  ['Lack of training on tariffs', ['solution']],
  ['No forecast of contacts', ['solution']],
  ['Należy zatrudnić więcej osób', ['solution']],
  ['Nobody forecasts contacts', []],
  ['Brakarz myli partie', []],
  ['Notatki z rozmów giną', []],
  ['Szkolenie trwa dwa dni', []],
  ['Grafik nie zna prognozy; zmiany są za krótkie', ['several']],
  ['Nie mierzymy czasu. Nikt nie pyta', ['several']],
  ['Faktura jest nieczytelna oraz dane są stare', ['several']],
  ['Zgłoszenia krążą między IT i działem prawnym', []],
  ['Pani Kasia nie oddzwania', ['person']],
  ['Mr Smith forgets to call back', ['person']],
  ['Zgłoszenia giną u Marka w szufladzie', []],
  ['Niezadowoleni klienci', ['effect']],
  ['Customers are angry', ['effect']],
  ['Szkolenia', ['short']],
  ['', []],
] as const)('[WS51] %j is read as %j', (text, hints) => {
  expect(lintCause(text)).toEqual(hints);
});

test('[WS51] a first name that is known here is a person', () => {
  expect(lintCause('Wszystko robi Jan', new Set(['jan']))).toEqual(['person']);
  expect(lintCause('Jan Kowalski nie odbiera', new Set(['jan']))).toEqual(['person']);
  expect(lintCause('W styczniu jan bez wielkiej litery', new Set(['jan']))).toEqual([]);
});

test('[WS51] whatever is written gets hints and never an error', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => Array.isArray(lintCause(text))));
});
