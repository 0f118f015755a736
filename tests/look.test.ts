import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What every page's look stands on: the values of tokens.css, and that components take theirs from it. */
const ROOT = join(import.meta.dirname, '..');
const tokens = readFileSync(join(ROOT, 'src/lib/ui/tokens.css'), 'utf8');
const styles = globSync('src/**/*.{svelte,css}', { cwd: ROOT }).map((file) => ({
  file,
  text: readFileSync(join(ROOT, file), 'utf8'),
}));

const SMALLEST_PX = 12;
const HEAVIEST = 650;

test('no text is smaller than twelve pixels', () => {
  const small = styles.flatMap(({ file, text }) =>
    [...text.matchAll(/font-size:\s*([\d.]+)(rem|px)/g)]
      .filter(([, size, unit]) => Number(size) * (unit === 'rem' ? 16 : 1) < SMALLEST_PX)
      .map(([, size, unit]) => `${file}: ${size}${unit}`),
  );
  expect(small).toEqual([]);
});

test('no weight is heavier than that of a figure', () => {
  const heavy = styles.flatMap(({ file, text }) =>
    [...text.matchAll(/font-weight:\s*(\w+)/g)]
      .filter(([, weight = '']) => weight === 'bold' || Number(weight) > HEAVIEST)
      .map(([, weight]) => `${file}: ${weight}`),
  );
  expect(heavy).toEqual([]);
});

test('every token is used', () => {
  const all = styles.map(({ text }) => text).join('\n');
  const names = [...tokens.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name = '']) => name);
  // The hues of bones are chosen by number.
  const unused = names.filter((name) => !all.includes(`var(${name})`) && !/^--bone-\d$/.test(name));
  expect(unused).toEqual([]);
});

/** Text needs 4.5 : 1 on what it stands on (WCAG 1.4.3), edges of fields 3 : 1 (1.4.11). */
const PAIRS: readonly [front: string, back: string, least: number][] = [
  ...['paper', 'surface', 'sunken'].flatMap((back): [string, string, number][] => [
    ['color-ink', `color-${back}`, 4.5],
    ['color-ink-muted', `color-${back}`, 4.5],
    ['color-accent', `color-${back}`, 4.5],
    ['color-danger', `color-${back}`, 4.5],
    ['color-warn', `color-${back}`, 4.5],
    ['color-good', `color-${back}`, 4.5],
    ['color-line-strong', `color-${back}`, 3],
    ['band-next', `color-${back}`, 3],
    ['band-wait', `color-${back}`, 3],
  ]),
  ['color-accent-ink', 'color-accent', 4.5],
  ['color-accent-strong', 'color-accent-soft', 4.5],
  ['color-good', 'color-good-soft', 4.5],
  ['color-warn', 'color-warn-soft', 4.5],
  ['color-danger', 'color-danger-soft', 4.5],
  ['color-focus', 'color-paper', 3],
  ...Array.from({ length: 8 }, (_, i): [string, string, number] => [`bone-${i + 1}`, 'color-paper', 4.5]),
];

test.each(['light', 'dark'] as const)('colours stand out from what they stand on: %s', (theme) => {
  const colours = new Map(
    [...tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
      ([, name = '', light = '', dark = '']) => [name, theme === 'light' ? light : dark],
    ),
  );
  const faint = PAIRS.map(([front, back, least]) => {
    const ratio = contrast(colours.get(front), colours.get(back));
    return ratio < least ? `${front} on ${back}: ${ratio.toFixed(2)}` : '';
  });
  expect(faint.filter((fault) => fault !== '')).toEqual([]);
});

/** Contrast of two colours as #rrggbb, by WCAG 2.2. */
function contrast(first: string | undefined, second: string | undefined): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string | undefined): number {
  if (colour === undefined) throw new Error('tokens.css has no such colour');
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
