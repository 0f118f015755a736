import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { layoutFishbone } from '../../layout/layout-fishbone.ts';
import { drawMarked } from '../mark-picture.ts';
import { paintableScale, paintFishbone } from './paint-fishbone.ts';
import type { Painter } from './paint-fishbone.ts';
import { randomFishbone } from '../../testing/random-fishbone.ts';
import { interMeasure } from '../../layout/text-metrics.ts';

/** Writes down what is painted. */
class RecordingPainter implements Painter {
  fillStyle: Painter['fillStyle'] = '';
  strokeStyle: Painter['strokeStyle'] = '';
  font = '';
  lineCap: Painter['lineCap'] = 'butt';
  lineWidth = 1;
  readonly texts: { text: string; x: number; y: number }[] = [];
  strokes = 0;
  frames = 0;
  factor = 1;
  lineJoin: Painter['lineJoin'] = 'miter';
  circles = 0;
  arc(): void {
    this.circles++;
  }
  beginPath(): void {}
  moveTo(): void {}
  lineTo(): void {}
  fill(): void {}
  fillRect(): void {}
  roundRect(): void {
    this.frames++;
  }
  scale(x: number): void {
    this.factor = x;
  }
  stroke(): void {
    this.strokes++;
  }
  fillText(text: string, x: number, y: number): void {
    this.texts.push({ text, x, y });
  }
}

test('[IK84] a painted picture has every line of text within its label, every stroke and every frame', () => {
  const fishbone = randomFishbone({ causes: 80, bones: 5, maxDepth: 4, maxWords: 8 }, seededRandom(2));
  const layout = layoutFishbone(fishbone, interMeasure());
  const painter = new RecordingPainter();
  paintFishbone(painter, layout, 2);
  expect(painter.factor).toBe(2);
  expect(painter.texts.map(({ text }) => text)).toEqual(layout.labels.flatMap((label) => label.lines));
  expect([painter.strokes, painter.frames]).toEqual([layout.segments.length, 6]);
  const boxes = layout.labels.flatMap((label) => label.lines.map(() => label));
  const outside = painter.texts.filter(({ x, y }, i) => {
    const box = boxes[i];
    return !box || x < box.x - 0.01 || y < box.y || y > box.y + box.height;
  });
  expect(outside).toEqual([]);
});

test('[IK84] a large picture is painted as large as a browser can', () => {
  expect(paintableScale({ width: 1000, height: 800 }, 4)).toBe(4);
  expect(paintableScale({ width: 8000, height: 100 }, 4)).toBe(2);
  const scale = paintableScale({ width: 9000, height: 9000 }, 4);
  expect(9000 * scale).toBeLessThanOrEqual(16_000);
  expect((9000 * scale) ** 2).toBeLessThanOrEqual(200_000_001);
});

test('[IK107] a PNG has the signs, the numbers and the legend of the SVG, and strikes through what was ruled out', () => {
  const fishbone = randomFishbone({ causes: 12, bones: 3, maxDepth: 2, maxWords: 3 }, seededRandom(4));
  const marked = drawMarked(fishbone, interMeasure(), {
    pageMarks: () => ({ marks: ['evidence', 'ruled-out'], numbers: { evidence: '3' } }),
    meaning: (mark) => mark,
  });
  const painter = new RecordingPainter();
  paintFishbone(painter, marked.layout, 2, marked);
  const causes = marked.layout.labels.filter(({ kind }) => kind === 'cause').length;
  const texts = painter.texts.map(({ text }) => text);
  expect(texts.filter((text) => text === '3')).toHaveLength(causes);
  expect(texts.slice(-2)).toEqual(['ruled-out', 'evidence']);
  expect(painter.circles).toBe(causes + 1);
  // Four strokes of the bars and two of the crossed circle, for each cause and once in the legend.
  const lines = marked.layout.labels.filter(({ kind }) => kind === 'cause').flatMap(({ lines: all }) => all);
  expect(painter.strokes).toBe(marked.layout.segments.length + 6 * (causes + 1) + lines.length);
});
