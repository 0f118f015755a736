import { layoutFaults } from '#lib/ishikawa/testing/layout-faults.ts';
import { layoutFishbone } from '#lib/ishikawa/layout/layout-fishbone.ts';
import { formatMermaid } from '#lib/ishikawa/formats/mermaid.ts';
import { outlineOfFishbone } from '#lib/ishikawa/outline-node.ts';
import { randomFishbone } from '#lib/ishikawa/testing/random-fishbone.ts';
import type { RandomFishboneShape } from '#lib/ishikawa/testing/random-fishbone.ts';
import { CAUSE_STYLE } from '#lib/ishikawa/layout/layout-style.ts';
import { interMeasure } from '#lib/ishikawa/layout/text-metrics.ts';
import { seededRandom } from '#lib/base/random.ts';
import { openMermaid } from './layout-mermaid.ts';

/**
 * Times our layout on random fishbones with Polish texts, and Mermaid's on the same trees when
 * BENCH_MERMAID names its `mermaid.min.js` (it is not a dependency). A time is the median of the runs
 * after a warm-up; an area is in millions of square pixels, both with text of about the same size.
 */
const USUAL = { bones: 6, maxDepth: 3, minWords: 2, maxWords: 6, onBones: 0.65 };
const CASES: readonly RandomFishboneShape[] = [
  { causes: 15, ...USUAL },
  { causes: 30, ...USUAL },
  { causes: 60, ...USUAL },
  { causes: 60, ...USUAL, maxDepth: 2 },
  { causes: 60, ...USUAL, onBones: 0.8, onFirstBone: 0.5 },
  { causes: 150, ...USUAL },
  { causes: 300, ...USUAL },
  { causes: 300, bones: 5, maxDepth: 5, maxWords: 6 },
  { causes: 1000, bones: 6, maxDepth: 8, maxWords: 6 },
  { causes: 1500, bones: 8, maxDepth: 8, maxWords: 8 },
];
const RUNS = 15;

export interface LayoutFigures {
  causes: number;
  oursMs: number;
  oursFirstMs: number;
  oursFaults: number;
  oursMegapixels: number;
  oursSize: string;
  /** The smallest text in pixels when the picture is fitted into 1920 x 900, and the share of it that is labels. */
  textPx: number;
  labelShare: number;
  /** An edit of the picture on screen, which keeps its arrangement. */
  keptMs: number;
  mermaid: { ms: number; overlaps: number; megapixels: number } | null;
}

/** Runs every case; `npm run bench` and this file print what it returns. */
export async function benchLayout(): Promise<LayoutFigures[]> {
  const measure = interMeasure();
  const mermaid = process.env.BENCH_MERMAID ? await openMermaid(process.env.BENCH_MERMAID) : null;
  const figures: LayoutFigures[] = [];
  for (const shape of CASES) {
    const fishbone = { ...randomFishbone(shape, seededRandom(11)), headSide: 'right' as const };
    const times: number[] = [];
    let layout = layoutFishbone(fishbone, measure);
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      layout = layoutFishbone(fishbone, measure);
      times.push(performance.now() - start);
    }
    const [first = 0] = times;
    const keptTimes: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      layoutFishbone(fishbone, measure, { keep: layout.arrangement });
      keptTimes.push(performance.now() - start);
    }
    const inked = layout.labels.reduce((sum, { width, height }) => sum + width * height, 0);
    figures.push({
      causes: shape.causes,
      oursMs: median(times),
      oursFirstMs: first,
      oursFaults: layoutFaults(layout, fishbone).length,
      oursMegapixels: (layout.width * layout.height) / 1e6,
      oursSize: `${layout.width} x ${layout.height}`,
      textPx: CAUSE_STYLE.size * Math.min(1920 / layout.width, 900 / layout.height),
      labelShare: inked / (layout.width * layout.height),
      keptMs: median(keptTimes),
      mermaid: mermaid ? await mermaid.measure(formatMermaid(outlineOfFishbone(fishbone))) : null,
    });
  }
  await mermaid?.close();
  return figures;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

if (import.meta.main) {
  for (const each of await benchLayout()) {
    const ours = `${each.oursMs.toFixed(1)} ms (second run ${each.oursFirstMs.toFixed(1)}, an edit ${each.keptMs.toFixed(1)}), text ${each.textPx.toFixed(1)} px, labels ${each.labelShare.toFixed(2)}, ${each.oursFaults} faults, ${each.oursMegapixels.toFixed(2)} Mpx (${each.oursSize})`;
    const theirs = each.mermaid
      ? `; Mermaid ${each.mermaid.ms.toFixed(0)} ms, ${each.mermaid.overlaps} overlaps, ${each.mermaid.megapixels.toFixed(2)} Mpx; area ${(each.oursMegapixels / each.mermaid.megapixels).toFixed(2)} of theirs`
      : '';
    console.log(`${String(each.causes).padStart(5)} causes: ${ours}${theirs}`);
  }
}
