import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { TextComparison, readForComparing, MOST_IN_COMMON, SHORTEST_SLIP } from './compare-texts.ts';

/** Other causes of a contact centre, so that common words count as common. */
const OTHERS = [
  'Klient nie wie, gdzie jest jego sprawa',
  'Klient dzwoni kilka razy w tej samej sprawie',
  'Formularz reklamacji jest za długi',
  'System zawiesza się rano',
  'Brak zastępstw w czasie urlopów',
  'Regulamin napisany językiem prawniczym',
  'Agents see no history of the customer',
  'Customers are passed on from team to team',
  'The knowledge base is out of date',
  'Nobody measures the quality of e-mails',
];

const finds = (known: string, text: string): boolean =>
  new TextComparison(readForComparing([known, ...OTHERS].map((each) => ({ text: each }))))
    .find(text, 20)
    .some(({ thing }) => thing.text === known);

test.each([
  ['szkolenie pracowników', 'brak szkoleń'],
  ['Za mało szkoleń dla nowych pracowników', 'szkolenie pracowników'],
  ['Długi czas oczekiwania na infolinii', 'Długie oczekiwanie na infolinii'],
  ['Czas oczekiwania', 'długi czas oczekiwania'],
  ['Kolejka w placówce', 'kolejki w placówkach'],
  ['Niejasne faktury', 'FAKTURA JEST NIEJASNA'],
  ['Zla obsluga reklamacji', 'Obsłudze reklamacji brakuje ludzi'],
  ['Długi czas oczekiwania na infolinii', 'Dlugi czas oczekiwania na infolnii'],
  ['Niewystarczająca liczba konsultantów', 'Za mała liczba konslutantów'],
  ['No training of agents', 'Agents are not trained'],
  ['Waiting times are too long', 'long waiting time'],
])('[WS85] "%s" is found for "%s"', (known, text) => {
  expect(finds(known, text)).toBe(true);
});

/** What is honest to say: other words for the same are not found, and a shared subject is not enough. */
test.each([
  ['długo się czeka na infolinii', 'długi czas oczekiwania'],
  ['Długi czas oczekiwania na infolinii', 'Długo się czeka na infolinii'],
  ['Faktury są nieczytelne', 'Niejasne rachunki'],
  ['Za mało konsultantów', 'Brak ludzi na zmianie'],
  ['Obsługa klienta', 'Usługi dla klienta'],
  ['Klient nie zna statusu reklamacji', 'Klient nie zna numeru telefonu'],
  ['Stary system telefoniczny', 'Nowy system premiowy'],
])('[WS85] "%s" is not found for "%s"', (known, text) => {
  expect(finds(known, text)).toBe(false);
});

test('[WS85] a "not" is not seen: what is too much and what is missing are found together', () => {
  expect(finds('Za dużo szkoleń', 'Brak szkoleń')).toBe(true);
});

test('the most alike comes first, and the same words are alike altogether', () => {
  const comparison = new TextComparison(
    readForComparing(['Szkolenie nowych pracowników', 'Brak szkoleń', ...OTHERS].map((text) => ({ text }))),
  );
  const found = comparison.find('Brak szkolenia', 5);
  expect(found.map(({ thing }) => thing.text)[0]).toBe('Brak szkoleń');
  expect(found[0]?.likeness).toBeCloseTo(1);
  expect(comparison.find('Brak szkolenia', 1)).toHaveLength(1);
});

test('texts without a word, and nothing to compare with, find nothing', () => {
  expect(new TextComparison(readForComparing([{ text: 'Brak szkoleń' }])).find('?!', 5)).toEqual([]);
  expect(new TextComparison<{ text: string }>([]).find('Brak szkoleń', 5)).toEqual([]);
  expect(finds('Brak', 'brak')).toBe(true);
});

test('[WS85] 10,000 causes are compared with as fast as one types', () => {
  const random = seededRandom(7);
  const syllables = ['ko', 'la', 'szu', 'mi', 'ra', 'te', 'wo', 'ny', 'czy', 'po', 'dze', 'lu', 'bi', 'fa'];
  const word = (): string =>
    Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => syllables[Math.floor(random() ** 2 * 14)],
    ).join('');
  const text = (): string => Array.from({ length: 3 + Math.floor(random() * 6) }, word).join(' ');
  const read = readForComparing(Array.from({ length: 10_000 }, () => ({ text: text() })));
  const startMs = performance.now();
  const comparison = new TextComparison(read);
  for (let i = 0; i < 20; i++) comparison.find(text(), 20);
  // Some 0.2 s on a quiet machine; a rule that compares every pair of words takes minutes.
  expect(performance.now() - startMs).toBeLessThan(5_000);
});

test('[WS85] a slip is looked through in words of the shortest length, and not in shorter ones', () => {
  // The stems differ in their last letter but one; the words are long enough, or a letter too short.
  const slip = (letters: number): boolean => {
    const stem = 'wxvqwz'.slice(0, letters);
    return finds(stem, `${stem.slice(0, -1)}k`);
  };
  expect([slip(SHORTEST_SLIP - 1), slip(SHORTEST_SLIP), slip(SHORTEST_SLIP + 1)]).toEqual([
    false,
    true,
    true,
  ]);
});

test('every two that are alike are found once, the same words first', () => {
  const texts = [
    'Niejasne faktury',
    'Faktura jest niejasna',
    'Brak szkoleń',
    'Szkolenie nowych osób',
    ...OTHERS,
  ];
  const pairs = new TextComparison(readForComparing(texts.map((text) => ({ text })))).findPairs();
  expect(pairs.map(({ one, other }) => [one.text, other.text])).toEqual([texts.slice(0, 2)]);
  expect(pairs[0]?.likeness).toBeCloseTo(1);
});

test('a word that stands in more texts than it can tell apart brings no pair', () => {
  const pairsOf = (n: number): number =>
    new TextComparison(readForComparing(Array.from({ length: n }, () => ({ text: 'Kolejka' })))).findPairs()
      .length;
  expect([pairsOf(MOST_IN_COMMON) > 0, pairsOf(MOST_IN_COMMON + 1)]).toEqual([true, 0]);
});
