import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WHY_STYLE } from './layout-style.ts';
import { interMeasure } from './text-metrics.ts';
import { wrapText } from './wrap-text.ts';

const measureText = interMeasure();
const measure = (text: string): number => measureText(text, WHY_STYLE);
const word = fc.string({ unit: fc.constantFrom('a', 'ą', 'i', 'W', '😀', 'ż'), minLength: 1, maxLength: 40 });
const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '));

test('[IK40] widths are those of Inter 4.1: "Zażółć gęślą jaźń" at 13 px', () => {
  // Measured by Chromium 156 with the bundled font and its kerning.
  const inBrowser = 106.51;
  expect(measure('Zażółć gęślą jaźń')).toBeGreaterThan(inBrowser);
  expect(measure('Zażółć gęślą jaźń')).toBeLessThan(inBrowser * 1.02);
  expect(measureText('Zarządzanie', { size: 14, weight: 600 })).toBeGreaterThan(
    measureText('Zarządzanie', { size: 14, weight: 400 }),
  );
});

test('[IK40] what the font does not hold counts as wide, a joiner as nothing', () => {
  expect(measure('漢')).toBeGreaterThan(13);
  expect(measure('😀')).toBeGreaterThan(17);
  expect(measure('a\u0301')).toBe(measure('a'));
});

test('[IK41] lines break at spaces and nothing is lost', () => {
  const wrapped = wrapText('niewystarczające przeszkolenie nowych konsultantów', WHY_STYLE, measure);
  expect(wrapped.lines).toEqual(['niewystarczające', 'przeszkolenie', 'nowych konsultantów']);
});

test('[IK41] a word wider than a line is broken between letters', () => {
  const wrapped = wrapText('konstantynopolitańczykowianeczkaobiecywalska', WHY_STYLE, measure);
  expect(wrapped.lines.length).toBe(2);
  expect(wrapped.lines.join('')).toBe('konstantynopolitańczykowianeczkaobiecywalska');
  expect(wrapped.width).toBeLessThanOrEqual(WHY_STYLE.maxWidth);
});

test('[IK41] an empty text is one empty line', () => {
  expect(wrapText('  ', WHY_STYLE, measure)).toEqual({ lines: [''], lineWidths: [0], width: 0 });
});

test('[IK41] [IK42] any text keeps its letters, fits its width, and no line could be narrower', () => {
  fc.assert(
    fc.property(text, (each) => {
      const { lines, width } = wrapText(each, WHY_STYLE, measure);
      expect(lines.join('').replaceAll(' ', '')).toBe(each.replaceAll(' ', ''));
      for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width + 1e-9);
      // Greedy filling with one pixel less needs another line, or a word would not fit.
      const pieces = lines.flatMap((line) => line.split(' '));
      let needed = 1;
      let line = '';
      for (const piece of pieces) {
        const longer = line === '' ? piece : `${line} ${piece}`;
        if (measure(longer) <= width - 1) line = longer;
        else {
          if (line !== '') needed++;
          line = piece;
        }
      }
      const isWordBound = pieces.some((piece) => measure(piece) > width - 1);
      expect(isWordBound || needed > lines.length).toBe(true);
    }),
  );
});
