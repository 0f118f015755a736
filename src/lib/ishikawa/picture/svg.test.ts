import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { fishboneOfOutline } from '../formats/fishbone-of-outline.ts';
import { layoutFishbone } from '../layout/layout-fishbone.ts';
import { randomFishbone } from '../testing/random-fishbone.ts';
import { escapeXml } from '#lib/base/escape-xml.ts';
import { formatSvg, PRINT_COLOURS } from './svg.ts';
import { interMeasure } from '../layout/text-metrics.ts';

const measure = interMeasure();
const texts = { title: 'Title', description: 'Description' };

test('[IK57] text is escaped, and what XML forbids is dropped', () => {
  expect(escapeXml('<a href="x">&\'</a>\u0000\ud800')).toBe(
    '&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;',
  );
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => !/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/.test(escapeXml(text)),
    ),
  );
});

test('[IK57] a picture asks for nothing from elsewhere and holds a line of text for each line', () => {
  const layout = layoutFishbone(
    randomFishbone({ causes: 60, bones: 5, maxDepth: 3, maxWords: 9 }, seededRandom(2)),
    measure,
  );
  const svg = formatSvg(layout, texts);
  expect(svg.match(/(?:href|src|url\(|@import|<script|<style)/)).toBeNull();
  const lines = layout.labels.reduce(
    (sum, label) => sum + label.lines.filter((line) => line !== '').length,
    0,
  );
  expect(svg.split('<text ')).toHaveLength(lines + 1);
  expect(svg.split('<line ')).toHaveLength(layout.segments.length + 1);
});

test('[IK57] each line of text has the width that was measured', () => {
  const layout = layoutFishbone(fishboneOfOutline({ text: 'Head', children: [] }), measure);
  const width = Math.round(measure('Head', { size: 18, weight: 600 }) * 100) / 100;
  expect(formatSvg(layout, texts)).toContain(`textLength="${width}"`);
});

test('[IK57] every colour of the bones reads on paper (WCAG 2.2: at least 4.5 to 1)', () => {
  const channel = (hex: string): number => {
    const value = parseInt(hex, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  for (const colour of PRINT_COLOURS.hues) {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/g) ?? []).map(channel);
    expect([colour, 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5]).toEqual([
      colour,
      true,
    ]);
  }
});

test('[IK57] on paper a bone has the colour that it has on a light screen', () => {
  const tokens = readFileSync(join(import.meta.dirname, '..', '..', 'ui', 'tokens.css'), 'utf8');
  const light = (name: string): string | undefined =>
    new RegExp(`--${name}: light-dark\\((#\\w+)`).exec(tokens)?.[1];
  expect(PRINT_COLOURS.hues).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((hue) => light(`bone-${hue}`)));
  expect([PRINT_COLOURS.head, PRINT_COLOURS.ink]).toEqual([light('color-accent'), light('color-ink')]);
});
