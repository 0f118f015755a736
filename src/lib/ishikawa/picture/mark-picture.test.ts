import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import type { CauseMark } from '../cause-marks.ts';
import type { CauseId } from '../cause.ts';
import { fishboneOfOutline } from '../formats/fishbone-of-outline.ts';
import type { Box } from '../layout/fishbone-layout.ts';
import { layoutFaults } from '../testing/layout-faults.ts';
import {
  drawMarked,
  textWithMarks,
  SIGN_PLACE,
  SMALL_STYLE,
  type Marking,
  type PlacedText,
} from './mark-picture.ts';
import { parseText } from '../formats/mermaid.ts';
import { randomFishbone } from '../testing/random-fishbone.ts';
import { formatSvg } from './svg.ts';
import { interMeasure } from '../layout/text-metrics.ts';

const measure = interMeasure();
const CHOICES: readonly (readonly CauseMark[])[] = [
  [],
  ['evidence'],
  ['evidence', 'verified'],
  ['ruled-out'],
  ['evidence', 'ruled-out'],
  ['dots', 'rating', 'evidence', 'verified'],
];
const MEANINGS: Record<CauseMark, string> = {
  verified: 'potwierdzona',
  'ruled-out': 'wykluczona',
  evidence: 'ma dowody',
  dots: 'kropki',
  rating: 'ważność i pilność',
  'our-influence': 'mamy na to wpływ',
  accept: 'godzimy się z tym',
  note: 'ma notatkę',
  twin: 'stoi na kilku ościach, liczy się raz',
};

function marking(seed: number): Marking {
  return {
    pageMarks: (id) => {
      const pick = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), seed);
      const marks = CHOICES[pick % CHOICES.length] ?? [];
      const written = { evidence: `${1 + (pick % 40)}`, dots: `${1 + (pick % 30)}`, rating: '4,5 · 3,0' };
      const numbers = Object.fromEntries(
        Object.entries(written).filter(([mark]) => marks.some((each) => each === mark)),
      );
      return { marks, numbers };
    },
    meaning: (mark) => MEANINGS[mark],
  };
}

const signBox = ({ x, y }: { x: number; y: number }): Box => ({
  x,
  y,
  width: SIGN_PLACE,
  height: SIGN_PLACE,
});
const textBox = ({ x, y, width }: PlacedText): Box => ({
  x,
  y: y - SMALL_STYLE.size * 0.8,
  width,
  height: SMALL_STYLE.size,
});
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 1e-6 &&
  b.x < a.x + a.width - 1e-6 &&
  a.y < b.y + b.height - 1e-6 &&
  b.y < a.y + a.height - 1e-6;
const within = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - 1e-6 &&
  inner.y >= outer.y - 1e-6 &&
  inner.x + inner.width <= outer.x + outer.width + 1e-6 &&
  inner.y + inner.height <= outer.y + outer.height + 1e-6;

test('[IK105] in a picture with marks nothing overlaps: signs, numbers, texts, lines and the legend', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90 }), fc.nat(), (causes, seed) => {
      const fishbone = randomFishbone({ causes, bones: 5, maxDepth: 4, maxWords: 9 }, seededRandom(seed));
      const { layout, marks, legend } = drawMarked(fishbone, measure, marking(seed));
      expect(layoutFaults(layout, fishbone)).toEqual([]);
      const signs = marks.flatMap((mark) => [signBox(mark), ...(mark.count ? [textBox(mark.count)] : [])]);
      const small = [...signs, ...legend.map(textBox)];
      const page = { x: 0, y: 0, width: layout.width, height: layout.height };
      expect(small.filter((box) => !within(box, page))).toEqual([]);
      const pairs = small.flatMap((box, i) => small.slice(i + 1).filter((other) => overlap(box, other)));
      expect(pairs).toEqual([]);
      const lines: Box[] = layout.labels.flatMap((label) =>
        label.lines.map((_, i) => ({
          x: label.frame ? label.frame.x : label.x,
          y: label.y + i * label.lineHeight,
          width: label.frame ? label.frame.width : (label.lineWidths[i] ?? 0),
          height: label.lineHeight,
        })),
      );
      expect(small.filter((box) => lines.some((line) => overlap(box, line)))).toEqual([]);
      const boxes = layout.labels.map((label) => label.frame ?? label);
      // What is not in the legend stands in the box of a label, which no line may touch.
      const loose = signs.filter((box) => !boxes.some((label) => within(box, label)));
      expect(loose).toHaveLength(legend.length);
    }),
    { numRuns: 60 },
  );
});

test('[IK106] the legend names the marks that are used, each once, and only those', () => {
  const parsed = parseText('Head\n  A\n    one\n    two\n  B\n    three');
  if (!parsed.ok) throw new Error('unreadable');
  const fishbone = fishboneOfOutline(parsed.value);
  const marked = drawMarked(fishbone, measure, {
    pageMarks: () => ({ marks: ['evidence', 'verified'], numbers: { evidence: '2' } }),
    meaning: (mark) => MEANINGS[mark],
  });
  expect(marked.legend.map(({ text }) => text)).toEqual(['potwierdzona', 'ma dowody']);
  expect(marked.marks.filter(({ mark }) => mark === 'evidence').map(({ count }) => count?.text)).toEqual([
    '2',
    '2',
    '2',
    undefined,
  ]);
  const plain = drawMarked(fishbone, measure, {
    pageMarks: () => ({ marks: [], numbers: {} }),
    meaning: (mark) => MEANINGS[mark],
  });
  expect([plain.legend, plain.marks, plain.ghosts.size]).toEqual([[], [], 0]);
});

test('[IK107] the SVG strikes through what was ruled out and says its marks for other programs', () => {
  const parsed = parseText('Head\n  A\n    one\n    two');
  if (!parsed.ok) throw new Error('unreadable');
  const fishbone = fishboneOfOutline(parsed.value);
  const first = fishbone.bones[0]?.children[0]?.id;
  const marked = drawMarked(fishbone, measure, {
    pageMarks: (id: CauseId) => ({ marks: id === first ? ['ruled-out'] : [], numbers: {} }),
    meaning: (mark) => MEANINGS[mark],
  });
  const svg = formatSvg(marked.layout, { title: 't', description: 'd' }, marked);
  expect(svg.split('data-mark="ruled-out"')).toHaveLength(3);
  expect(svg.split('<path d="M')).toHaveLength(2);
  expect(svg).toContain('>wykluczona</text>');
  expect(svg.match(/(?:href|src|url\(|@import|<script|<style)/)).toBeNull();
});

test('[IK137] in a text a cause says what its marks mean, with their numbers', () => {
  const parsed = parseText('Head\n  A\n    one');
  if (!parsed.ok) throw new Error('unreadable');
  const [node] = fishboneOfOutline(parsed.value).bones[0]?.children ?? [];
  if (!node) throw new Error('no cause');
  const said = textWithMarks(node, {
    pageMarks: () => ({ marks: ['dots', 'verified'], numbers: { dots: '7' } }),
    meaning: (mark) => MEANINGS[mark],
  });
  expect(said).toBe('one (kropki: 7; potwierdzona)');
  expect(textWithMarks(node, { pageMarks: () => ({ marks: [], numbers: {} }), meaning: String })).toBe('one');
});
