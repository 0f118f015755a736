import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { walkCauses } from '../fishbone.ts';
import type { Fishbone } from '../fishbone.ts';
import { layoutFishbone } from '../layout/layout-fishbone.ts';
import { interMeasure } from '../layout/text-metrics.ts';
import { randomFishbone } from '../testing/random-fishbone.ts';
import { CAPTIONED_ASPECT, LEAST_POINTS, paperPages, pointsOnPaper } from './paper.ts';

const measure = interMeasure();

function draw(fishbone: Fishbone) {
  const layout = layoutFishbone(fishbone, measure, { aspect: CAPTIONED_ASPECT });
  return { layout, marks: [], legend: [], ghosts: new Set<string>() };
}

function fishboneOf(causes: number, bones: number, onFirstBone = 0): Fishbone {
  const shape = { causes, bones, maxDepth: 3, minWords: 2, maxWords: 6, onBones: 0.8, onFirstBone };
  return randomFishbone(shape, seededRandom(causes));
}

test('[IK125] a fishbone is one page as long as its text is at least 7 points', () => {
  const small = fishboneOf(40, 6);
  expect(paperPages(small, draw)).toEqual([{ fishbone: small, bone: null, part: 1, parts: 1 }]);
  expect(pointsOnPaper(draw(small))).toBeGreaterThanOrEqual(LEAST_POINTS);
});

test('[IK125] a heavy one is an overview and then every bone by itself, readable, with every cause once', () => {
  const heavy = fishboneOf(300, 6, 0.6);
  const [overview, ...pages] = paperPages(heavy, draw);
  expect(overview?.fishbone).toBe(heavy);
  expect(pages.filter((page) => pointsOnPaper(draw(page.fishbone)) < LEAST_POINTS)).toEqual([]);
  const printed = pages.flatMap(({ fishbone }) => [...walkCauses(fishbone)].map(({ node }) => node.id));
  expect(printed.toSorted()).toEqual([...walkCauses(heavy)].map(({ node }) => node.id).toSorted());
  const firstBone = pages.filter(({ bone }) => bone?.id === 'bone0');
  expect(firstBone.map(({ part, parts }) => [part, parts])).toEqual(
    firstBone.map((_, i) => [i + 1, firstBone.length]),
  );
  expect(firstBone.length).toBeGreaterThan(1);
});

test('[IK125] a bone without causes has no page of its own', () => {
  const heavy = fishboneOf(300, 4);
  const fishbone = {
    ...heavy,
    bones: heavy.bones.map((bone, i) => (i === 0 ? { ...bone, children: [] } : bone)),
  };
  expect(paperPages(fishbone, draw).some(({ bone }) => bone?.id === heavy.bones[0]?.id)).toBe(false);
});
