import { expect, test } from 'vitest';
import { fishboneOfOutline } from '../formats/fishbone-of-outline.ts';
import { parseOutline } from '../formats/outline.ts';
import { layoutFishbone } from '../layout/layout-fishbone.ts';
import { interMeasure } from '../layout/text-metrics.ts';
import { nearestLabel } from './diagram-geometry.ts';

test('[IK136] a point is told from the label that lies nearest', () => {
  const parsed = parseOutline('Head\n  People\n    one\n    two\n  Rules\n    three\n');
  if (!parsed.ok) throw new Error('refused');
  const { labels } = layoutFishbone(fishboneOfOutline(parsed.value), interMeasure());
  for (const label of labels) {
    expect(nearestLabel(labels, { x: label.x + 1, y: label.y + 1 })?.id).toBe(label.id);
    expect(nearestLabel(labels, { x: label.x + label.width / 2, y: label.y + label.height / 2 })).toBe(label);
  }
  expect(nearestLabel([], { x: 0, y: 0 })).toBeUndefined();
});
