import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import type { CategoryId, CauseId } from '../cause.ts';
import { CAUSE_TAGS, marksWidth } from '../cause-marks.ts';
import type { CauseNode, Fishbone } from '../fishbone.ts';
import { walkCauses } from '../fishbone.ts';
import type { FishboneLayout } from './fishbone-layout.ts';
import { labelText, spacedLines } from '../editor/label-text.ts';
import { layoutFaults } from '../testing/layout-faults.ts';
import { layoutFishbone, ROOM_ASPECT } from './layout-fishbone.ts';
import { CAUSE_STYLE, labelStyle } from './layout-style.ts';
import { outlineFromLines } from '../outline-node.ts';
import type { OutlineNode } from '../outline-node.ts';
import { randomFishbone } from '../testing/random-fishbone.ts';
import type { RandomFishboneShape } from '../testing/random-fishbone.ts';
import { editAtRandom } from '../testing/edit-at-random.ts';
import { isWorthChanging } from './arrange-fishbone.ts';
import { interMeasure } from './text-metrics.ts';

const measure = interMeasure();

function fishboneOf(head: string, outline: string): Fishbone {
  const lines = outline.split('\n').filter((line) => line.trim() !== '');
  const tree = outlineFromLines(
    lines.map((line) => ({ text: line.trim(), depth: (line.length - line.trimStart().length) / 2 })),
  );
  const nodes = (list: readonly OutlineNode[]): CauseNode[] =>
    list.map(({ text, children }) => ({
      id: text as CauseId,
      text,
      authorId: null,
      note: '',
      tags: [],
      twinOf: null,
      children: nodes(children),
    }));
  const bones = tree.map(({ text, children }) => ({
    id: text as CategoryId,
    name: text,
    question: '',
    hue: 1 as const,
    children: nodes(children),
  }));
  return { head, headSide: 'right', bones };
}

function expectComplete(layout: FishboneLayout, fishbone: Fishbone): void {
  const texts = new Map<string, string>([['head', fishbone.head]]);
  for (const bone of fishbone.bones) texts.set(bone.id, bone.name);
  for (const { node } of walkCauses(fishbone)) texts.set(node.id, node.text);
  expect(layout.labels.map((label) => label.id).sort()).toEqual([...texts.keys()].sort());
  for (const label of layout.labels) {
    expect(label.lines.join('').replaceAll(' ', '')).toBe((texts.get(label.id) ?? '').replaceAll(' ', ''));
    const style = labelStyle(label);
    const tooWide = label.lines.filter((line) => measure(line, style) > label.width + 1e-9);
    expect(tooWide).toEqual([]);
    expect(label.lines.length * label.lineHeight).toBeLessThanOrEqual(label.height);
  }
}

test('[IK30] [IK31] [IK32] [IK33] [IK34] nothing overlaps in any tree, at any size, on either side', () => {
  const shape = fc.record({
    causes: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 80 }) },
      fc.integer({ min: 80, max: 1500 }),
    ),
    bones: fc.integer({ min: 0, max: 11 }),
    maxDepth: fc.integer({ min: 1, max: 8 }),
    maxWords: fc.integer({ min: 1, max: 24 }),
  });
  fc.assert(
    fc.property(shape, fc.integer(), (each, seed) => {
      const fishbone = randomFishbone(each, seededRandom(seed));
      const layout = layoutFishbone(fishbone, measure);
      expect(layoutFaults(layout, fishbone)).toEqual([]);
      expectComplete(layout, fishbone);
    }),
    { numRuns: 120 },
  );
});

/** Random fishbones as workshops make them: texts of two to six words, most of them on a bone. */
function workshopFishbone(causes: number, seed: number, shape: Partial<RandomFishboneShape> = {}): Fishbone {
  const usual = { causes, bones: 6, maxDepth: 3, minWords: 2, maxWords: 6, onBones: 0.65 };
  return { ...randomFishbone({ ...usual, ...shape }, seededRandom(seed)), headSide: 'right' };
}

const SURFACES = { room: 32 / 15, page: 277 / 190, square: 1, banner: 3 };

test('[IK28] [IK30] [IK31] [IK32] [IK33] nothing overlaps whatever the surface, and no surface is half empty', () => {
  const surface = fc.constantFrom(...Object.values(SURFACES));
  fc.assert(
    fc.property(surface, fc.integer({ min: 1, max: 160 }), fc.integer(), (aspect, causes, seed) => {
      const fishbone = workshopFishbone(causes, seed, { bones: 1 + (causes % 9) });
      const layout = layoutFishbone(fishbone, measure, { aspect });
      expect(layoutFaults(layout, fishbone)).toEqual([]);
      expectComplete(layout, fishbone);
    }),
    { numRuns: 80 },
  );
  for (const aspect of Object.values(SURFACES)) {
    const { width, height } = layoutFishbone(workshopFishbone(60, 3), measure, { aspect });
    expect(width / height / aspect).toBeGreaterThan(0.8);
    expect(width / height / aspect).toBeLessThan(1.25);
  }
});

/** The size of the smallest text when the picture is fitted into a surface, in its pixels. */
function smallestText({ width, height }: FishboneLayout, surface: { width: number; height: number }): number {
  return CAUSE_STYLE.size * Math.min(surface.width / width, surface.height / height);
}

test.each([
  [15, {}, 25],
  [30, {}, 22],
  [60, {}, 16.5],
  [60, { maxDepth: 2 }, 17.5],
  [60, { onBones: 0.8, onFirstBone: 0.5 }, 16.5],
  [150, {}, 12],
  [300, {}, 9],
] as const)(
  '[IK28] the smallest text of %d causes (%o) is at least %d px at 1920 x 900',
  (causes, shape, least) => {
    const sizes = [1, 2, 3, 4, 5].map((seed) => {
      const layout = layoutFishbone(workshopFishbone(causes, seed, shape), measure);
      return smallestText(layout, { width: 1920, height: 900 });
    });
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(least);
  },
);

test('[IK29] where nobody says otherwise the picture is made for the screen that a room shares', () => {
  const fishbone = workshopFishbone(60, 4);
  const shared = layoutFishbone(fishbone, measure);
  expect(shared).toEqual(layoutFishbone(fishbone, measure, { aspect: ROOM_ASPECT }));
  expect(shared.width / shared.height / (1920 / 900)).toBeGreaterThan(0.9);
  expect(shared.width / shared.height / (1920 / 900)).toBeLessThan(1.1);
});

test('[IK28] more than two columns hang on teeth under a beam, and only the bone itself meets the spine', () => {
  const layout = layoutFishbone(workshopFishbone(60, 5, { onBones: 0.8, onFirstBone: 0.6 }), measure);
  const spine = layout.segments.find(({ kind }) => kind === 'spine');
  const bones = layout.segments.filter(({ kind, id }) => kind === 'bone' && id === 'bone0');
  expect(bones.length).toBeGreaterThan(2);
  expect(bones.filter(({ y2 }) => y2 === spine?.y1)).toHaveLength(1);
  expect(bones.filter(({ y1, y2 }) => y1 === y2)).toHaveLength(1);
});

test('[IK80] marks behind the texts have room of their own, and still nothing overlaps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer(), (causes, seed) => {
      const fishbone = randomFishbone({ causes, bones: 5, maxDepth: 5, maxWords: 9 }, seededRandom(seed));
      const reserve = (id: CauseId): number => marksWidth(CAUSE_TAGS.slice(0, id.length % 3), {});
      const layout = layoutFishbone(fishbone, measure, { reserve });
      expect(layoutFaults(layout, fishbone)).toEqual([]);
      const crowded = layout.labels.filter(
        (label) =>
          label.kind === 'cause' &&
          Math.max(...label.lineWidths) + reserve(label.id as CauseId) > label.width + 1e-9,
      );
      expect(crowded).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('[IK30] the check itself sees an overlap, a crossed label, crossing lines and a way out of the picture', () => {
  const fishbone = fishboneOf('Head', 'A\n  one\n  two\nB\n  three');
  const spoil = (change: (layout: FishboneLayout) => void): string[] => {
    const layout = layoutFishbone(fishbone, measure);
    change(layout);
    return layoutFaults(layout, fishbone);
  };
  const label = (layout: FishboneLayout, id: string) => layout.labels.find((each) => each.id === id);
  const line = (layout: FishboneLayout, id: string) => layout.segments.find((each) => each.id === id);
  expect(spoil(() => undefined)).toEqual([]);
  expect(
    spoil((layout) =>
      Object.assign(label(layout, 'one') ?? {}, { x: label(layout, 'two')?.x, y: label(layout, 'two')?.y }),
    ),
  ).toContain('labels two and one overlap');
  expect(
    spoil((layout) => Object.assign(label(layout, 'one') ?? {}, { y: (line(layout, 'two')?.y1 ?? 0) - 5 })),
  ).toContain('cause of two touches label one');
  expect(
    spoil((layout) => Object.assign(line(layout, 'three') ?? {}, { y2: 20 })).some((fault) =>
      fault.includes(' meets '),
    ),
  ).toBe(true);
  expect(spoil((layout) => Object.assign(layout, { width: layout.width - 100 }))).toContain(
    'label head leaves the picture',
  );
});

test('[IK35] bones come in pairs on one joint, above first, the first pair next to the head', () => {
  const layout = layoutFishbone(fishboneOf('Head', 'A\nB\nC\nD\nE'), measure);
  const bones = layout.segments.filter((segment) => segment.kind === 'bone');
  const joints = bones.map((bone) => [bone.id, Math.round(bone.x2), bone.y1 < bone.y2 ? 'above' : 'below']);
  const [a, , c, , e] = bones.map((bone) => Math.round(bone.x2));
  expect(joints).toEqual([
    ['A', a, 'above'],
    ['B', a, 'below'],
    ['C', c, 'above'],
    ['D', c, 'below'],
    ['E', e, 'above'],
  ]);
  expect((a ?? 0) > (c ?? 0) && (c ?? 0) > (e ?? 0)).toBe(true);
});

test('[IK36] a head on the left mirrors the picture', () => {
  const fishbone = randomFishbone({ causes: 40, bones: 5, maxDepth: 4, maxWords: 6 }, seededRandom(3));
  const right = layoutFishbone({ ...fishbone, headSide: 'right' }, measure);
  const left = layoutFishbone({ ...fishbone, headSide: 'left' }, measure);
  const fromHead = (layout: FishboneLayout, sign: number): number[] =>
    layout.labels.map((label) => Math.round(sign * (label.x + label.width / 2 - layout.anchor.x)));
  expect(fromHead(left, -1)).toEqual(fromHead(right, 1));
  expect(left.labels[0]?.x).toBeLessThan(left.width / 2);
  expect(right.labels[0]?.x).toBeGreaterThan(right.width / 2);
});

test('[IK37] a heavy bone does not lengthen another', () => {
  const heavy = Array.from({ length: 40 }, (_, i) => `  cause ${i}`).join('\n');
  const layout = layoutFishbone(fishboneOf('Head', `A\n${heavy}\nB\n  b\nC\n  c`), measure);
  const alone = layoutFishbone(fishboneOf('Head', 'A\n  a\nB\n  b\nC\n  c'), measure);
  const lengthOf = (of: FishboneLayout, id: string): number =>
    Math.max(
      ...of.segments.filter((each) => each.id === id).map((each) => Math.round(Math.abs(each.y1 - each.y2))),
    );
  expect(lengthOf(layout, 'A')).toBeGreaterThan(lengthOf(alone, 'A'));
  for (const id of ['B', 'C']) expect(lengthOf(layout, id)).toBe(lengthOf(alone, id));
});

test('[IK38] the same fishbone gives the same picture', () => {
  const fishbone = randomFishbone({ causes: 200, bones: 6, maxDepth: 5, maxWords: 8 }, seededRandom(5));
  expect(layoutFishbone(fishbone, measure)).toEqual(layoutFishbone(fishbone, measure));
});

test('[IK38] a cause appended to the third bone leaves the first pair where it was, seen from the head', () => {
  const outline = 'A\n  a1\n  a2\nB\n  b1\nC\n  c1\nD\n  d1';
  const before = layoutFishbone(fishboneOf('Head', outline), measure);
  const after = layoutFishbone(
    fishboneOf('Head', outline.replace('\nD', '\n  c2 which is rather long\nD')),
    measure,
    { keep: before.arrangement },
  );
  const seen = (layout: FishboneLayout): unknown[] =>
    ['A', 'a1', 'a2', 'B', 'b1'].map((id) => {
      const label = layout.labels.find((each) => each.id === id);
      return [
        id,
        Math.round((label?.x ?? 0) - layout.anchor.x),
        Math.round((label?.y ?? 0) - layout.anchor.y),
      ];
    });
  expect(seen(after)).toEqual(seen(before));
});

test('[IK38] nine of ten edits move at most a fifth of the labels, and after thirty the text is nearly as large', () => {
  const random = seededRandom(4);
  const shares: number[] = [];
  const sizes: number[] = [];
  for (let seed = 1; seed <= 5; seed++) {
    let fishbone = workshopFishbone(60, seed);
    let layout = layoutFishbone(fishbone, measure);
    for (let edit = 0; edit < 30; edit++) {
      fishbone = editAtRandom(fishbone, `new${edit}`, random);
      const before = layout;
      layout = layoutFishbone(fishbone, measure, { keep: before.arrangement });
      expect(layoutFaults(layout, fishbone)).toEqual([]);
      expectComplete(layout, fishbone);
      shares.push(shareMoved(before, layout));
      const anew = layoutFishbone(fishbone, measure);
      if (isWorthChanging(layout, anew)) layout = anew;
    }
    sizes.push(layout.scale / layoutFishbone(fishbone, measure).scale);
  }
  expect(shares.filter((share) => share <= 0.2).length / shares.length).toBeGreaterThan(0.9);
  expect(Math.min(...sizes)).toBeGreaterThan(0.85);
});

/** The share of the labels that moved by more than a line, seen from the head. */
function shareMoved(before: FishboneLayout, after: FishboneLayout): number {
  const then = new Map(before.labels.map((label) => [label.id, label]));
  const both = after.labels.filter(({ id }) => then.has(id));
  const moved = both.filter(({ id, x, y }) => {
    const old = then.get(id);
    if (!old) return false;
    const dx = x - after.anchor.x - (old.x - before.anchor.x);
    const dy = y - after.anchor.y - (old.y - before.anchor.y);
    return Math.hypot(dx, dy) > CAUSE_STYLE.lineHeight;
  });
  return moved.length / both.length;
}

test('[IK38] other bones, or bones in another order, are arranged anew', () => {
  const fishbone = workshopFishbone(40, 2);
  const { arrangement } = layoutFishbone(fishbone, measure);
  for (const bones of [fishbone.bones.toReversed(), fishbone.bones.slice(1)]) {
    const changed = { ...fishbone, bones };
    expect(layoutFishbone(changed, measure, { keep: arrangement })).toEqual(layoutFishbone(changed, measure));
  }
});

test('[IK39] a chain of 10,000 causes is laid out', () => {
  let node: CauseNode | null = null;
  for (let i = 10_000; i > 0; i--) {
    node = {
      id: `c${i}` as CauseId,
      text: 'why',
      authorId: null,
      note: '',
      tags: [],
      twinOf: null,
      children: node ? [node] : [],
    };
  }
  const bone = {
    id: 'A' as CategoryId,
    name: 'A',
    question: '',
    hue: 1 as const,
    children: node ? [node] : [],
  };
  const layout = layoutFishbone({ head: 'Head', headSide: 'right', bones: [bone] }, measure);
  expect(layout.labels).toHaveLength(10_002);
  expect(Number.isFinite(layout.width) && Number.isFinite(layout.height)).toBe(true);
});

test('[IK33] an empty fishbone is a head with a spine', () => {
  const fishbone: Fishbone = { head: '', headSide: 'right', bones: [] };
  const layout = layoutFishbone(fishbone, measure);
  expect(layoutFaults(layout, fishbone)).toEqual([]);
  expect([layout.labels.length, layout.segments.length]).toEqual([1, 1]);
});

test('[IK72] a folded cause hides its whys and says how many', () => {
  const fishbone = fishboneOf('Head', 'A\n  one\n    why\n      deeper\n  two');
  const layout = layoutFishbone(fishbone, measure, { folded: new Set(['one' as CauseId]) });
  expect(layout.labels.map((label) => label.lines.join(' '))).toEqual(['Head', 'A', 'one (+2)', 'two']);
});

test('[IK92] the lines of a label, read on, are its text again, broken words and all', () => {
  const shape = { causes: 60, bones: 4, maxDepth: 4, maxWords: 12 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const fishbone = randomFishbone(shape, seededRandom(seed));
      const folded = new Set(
        [...walkCauses(fishbone)].filter((_, i) => i % 7 === 0).map(({ node }) => node.id),
      );
      for (const label of layoutFishbone(fishbone, measure, { folded }).labels) {
        expect(spacedLines(label).join('')).toBe(labelText(label));
      }
    }),
    { numRuns: 30 },
  );
});
