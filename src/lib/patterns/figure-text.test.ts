import { expect, test } from 'vitest';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { figureLine, figureText, isDetectable, rangeText } from './figure-text.ts';

const english = new Translator('en', await loadMessages('en', ['base']));
const polish = new Translator('pl', await loadMessages('pl', ['base']));
const waiting = { value: 3.4213, interval: [3.38, 3.4702], n: 2260 } as const;

test('a figure is never without its interval and n, as its language writes them', () => {
  expect(figureLine(english, waiting, { kind: 'mean' })).toBe('3.42 [3.38, 3.47], n = 2,260');
  expect(figureLine(polish, waiting, { kind: 'mean' })).toBe('3,42 [3,38; 3,47], n = 2260');
});

test('shares have their sign, NPS has none, and a figure of an unknown measure two decimals', () => {
  expect(figureText(english, 48.37, { kind: 'share' })).toBe('48.4\u00a0%');
  expect(rangeText(polish, [46.3, 50.4], { kind: 'top-two-box' })).toBe('[46,3\u00a0%; 50,4\u00a0%]');
  expect(figureText(english, -1.326, { kind: 'nps', digits: 1 })).toBe('\u22121.3');
  expect(figureText(english, 7, {})).toBe('7.00');
  expect(figureText(english, NaN, { kind: 'nps' })).toBe('–');
});

test('a change has its sign, its interval none but a minus, and shares differ in points', () => {
  const style = { kind: 'top-two-box', isChange: true } as const;
  expect(figureText(english, 2.13, style)).toBe('+2.1');
  expect(rangeText(english, [0.9, 3.3], style)).toBe('[0.9, 3.3]');
  expect(rangeText(english, [-0.7, 1.1], style)).toBe('[\u22120.7, 1.1]');
});

test('a change whose interval holds zero is none', () => {
  expect([isDetectable([0.1, 2]), isDetectable([-2, -0.1]), isDetectable([-0.7, 1.1])]).toEqual([
    true,
    true,
    false,
  ]);
});
