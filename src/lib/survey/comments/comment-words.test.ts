import { expect, test } from 'vitest';
import { commentWords } from './comment-words.ts';

const wordsOf = (text: string): string[] => commentWords(text).map((word) => word.text);

test.each([
  ['dwo\u00adrzec i sk\u200blep\ufeff', ['dworzec', 'i', 'sklep']],
  ['\ufeffObsługa\u200b', ['obsługa']],
  ['patrz https://www.sklep.pl/zwroty?id=7#a i www.example.com!', ['patrz', 'i']],
  ['na sklep24.pl/kontakt nic, na sklep.com też', ['na', 'nic', 'na', 'też']],
  ['Koniec.Polecam ...bardzo', ['koniec', 'polecam', 'bardzo']],
  ['źle<br>bardzo źle</p>', ['źle', 'bardzo', 'źle']],
  ['a < b & c > d', ['a', 'b', 'c', 'd']],
  ['123 45,6 2x', ['x']],
  ["don't [phone] stop", ["don't", 'stop']],
] as const)('[SV63] the words of %j', (text, expected) => {
  expect(wordsOf(text)).toEqual(expected);
});

test('[SV63] a word says where it stands in the text, invisible characters included', () => {
  expect(commentWords('w sk\u200blepie')).toEqual([
    { text: 'w', start: 0, end: 1 },
    { text: 'sklepie', start: 2, end: 10 },
  ]);
});
