import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';

test.each([
  ['Zażółć GĘŚLĄ jaźń', 'zazolc gesla jazn'],
  ['  Łódź,  „kolejki” – 3 dni!', 'lodz kolejki 3 dni'],
  ['crème brûlée', 'creme brulee'],
  ['…', ''],
])('%s is compared as "%s"', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});
