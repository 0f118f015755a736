/**
 * Writes font-metrics.ts: the advance widths of the bundled Inter, read from the real font by
 * Chromium. Run it by hand after an upgrade of the font:
 * `node tools/measure-font.ts && prettier --write src/lib/ishikawa/layout/font-metrics.ts`
 */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findBrowser } from '../tests/e2e/find-browser.ts';

const FONT_FOLDER = new URL('../node_modules/@fontsource-variable/inter/files/', import.meta.url);
const RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x100, 0x17f],
  [0x2010, 0x2027],
  [0x2030, 0x203a],
];
const SINGLE_CHARACTERS = [0x20ac, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265];
const WEIGHTS = [400, 500, 600] as const;

async function fontAsDataUrl(subset: string): Promise<string> {
  const bytes = await readFile(new URL(`inter-${subset}-wght-normal.woff2`, FONT_FOLDER));
  return `data:font/woff2;base64,${bytes.toString('base64')}`;
}

const ranges = [...RANGES, ...SINGLE_CHARACTERS.map((code) => [code, code] as const)];
const executablePath = findBrowser();
if (!executablePath) throw new Error('No browser was found; npm test installs one.');
const browser = await chromium.launch({ executablePath });
const page = await browser.newPage();
const widths = await page.evaluate(
  async ({ latin, latinExtended, measured, weights }) => {
    const faces = [
      new FontFace('Inter', `url(${latinExtended})`, {
        weight: '100 900',
        unicodeRange: 'U+0100-02FF,U+20A0-20AB',
      }),
      new FontFace('Inter', `url(${latin})`, { weight: '100 900', unicodeRange: 'U+0000-00FF,U+2000-22FF' }),
    ];
    for (const face of faces) document.fonts.add(await face.load());
    const context = document.createElement('canvas').getContext('2d');
    if (!context) throw new Error('this browser has no canvas');
    context.fontKerning = 'none';
    return weights.map((weight) => {
      context.font = `${weight} 1000px Inter`;
      return measured.map(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, offset) =>
          Math.round(context.measureText(String.fromCodePoint(first + offset)).width),
        ),
      );
    });
  },
  {
    latin: await fontAsDataUrl('latin'),
    latinExtended: await fontAsDataUrl('latin-ext'),
    measured: ranges,
    weights: WEIGHTS,
  },
);
await browser.close();

const blocks = ranges.map(([first], index) => {
  const perWeight = WEIGHTS.map((weight, at) => `${weight}: [${widths[at]?.[index]?.join(', ')}]`);
  return `  { first: ${first}, ${perWeight.join(', ')} },`;
});
await writeFile(
  new URL('../src/lib/ishikawa/layout/font-metrics.ts', import.meta.url),
  `// Written by tools/measure-font.ts from @fontsource-variable/inter; do not edit by hand.

/** Advance widths of consecutive characters, in thousandths of the font size, without kerning. */
export interface WidthBlock {
  first: number;
  400: readonly number[];
  500: readonly number[];
  600: readonly number[];
}

export const INTER_WIDTHS: readonly WidthBlock[] = [
${blocks.join('\n')}
];
`,
);
