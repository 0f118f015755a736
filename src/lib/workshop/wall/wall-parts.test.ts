import { describe, expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { CAUSE_STYLE } from '#lib/ishikawa/layout/layout-style.ts';
import { layoutFishbone } from '#lib/ishikawa/layout/layout-fishbone.ts';
import { interMeasure } from '#lib/ishikawa/layout/text-metrics.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import { randomFishbone } from '#lib/ishikawa/testing/random-fishbone.ts';
import { ratingsOnFish, votesOnFish } from '../ballots/results-on-fish.ts';
import { countArrivals, countTakingPart } from './arrivals.ts';
import {
  BONE_SURFACE,
  enlargement,
  FISH_SURFACE,
  fishPages,
  LARGEST_ENLARGEMENT,
  LEAST_FISH_PX,
  pageOf,
  smallestText,
} from './fish-pages.ts';
import { placeCauses, rankCauses } from './ranked-causes.ts';
import { spreadMarks } from './spread-marks.ts';
import { LEAST_TEXT_PX, sizeOf } from './text-size.ts';
import { isNearlyOver } from './time-left.ts';
import { isWallCode } from './wall.ts';

const measure = interMeasure();
const fishOf = (causes: number) =>
  randomFishbone({ causes, bones: 5, maxDepth: 3, maxWords: 5 }, seededRandom(causes));

describe('[WS128] the fish on a wall', () => {
  test('is whole while its text can be read, and never smaller than that on any page', () => {
    for (const causes of [0, 3, 15, 30, 60, 150, 300]) {
      const fishbone = fishOf(causes);
      const pages = fishPages(fishbone, measure);
      const whole = smallestText(fishbone, FISH_SURFACE, measure);
      expect([causes, pages[0]?.boneId === null]).toEqual([causes, whole >= LEAST_FISH_PX]);
      for (const page of pages) {
        const surface = page.boneId === null ? FISH_SURFACE : BONE_SURFACE;
        const [bone] = page.fishbone.bones;
        const isTornNoFurther = page.boneId !== null && bone?.children.length === 1;
        const isReadable = smallestText(page.fishbone, surface, measure) >= LEAST_FISH_PX;
        expect([causes, page.id, isReadable || isTornNoFurther]).toEqual([causes, page.id, true]);
      }
    }
  });

  test('in pages shows every cause once, and finds its page', () => {
    const fishbone = fishOf(300);
    const pages = fishPages(fishbone, measure);
    expect(pages.length).toBeGreaterThan(5);
    expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length);
    const shown = pages.flatMap((page) => [...walkCauses(page.fishbone)].map(({ node }) => node.id));
    expect(shown.sort()).toEqual([...walkCauses(fishbone)].map(({ node }) => node.id).sort());
    for (const id of shown.slice(0, 20)) expect(pageOf(pages, id)).toBeDefined();
    expect([pageOf(pages, null), pageOf(pages, 'gone')]).toEqual([undefined, undefined]);
  });

  test('of few causes is enlarged, and no further', () => {
    const size = { width: FISH_SURFACE.width / LARGEST_ENLARGEMENT, height: 10 };
    expect(enlargement(size, FISH_SURFACE)).toBeCloseTo(LARGEST_ENLARGEMENT, 6);
    expect(enlargement({ width: 10, height: 10 }, FISH_SURFACE)).toBe(LARGEST_ENLARGEMENT);
    const lessFar = { ...size, width: FISH_SURFACE.width / (LARGEST_ENLARGEMENT - 0.1) };
    expect(enlargement(lessFar, FISH_SURFACE)).toBeCloseTo(LARGEST_ENLARGEMENT - 0.1, 6);
    const layout = layoutFishbone(fishOf(3), measure);
    expect(CAUSE_STYLE.size * enlargement(layout, FISH_SURFACE)).toBeGreaterThanOrEqual(LEAST_FISH_PX + 1);
  });
});

test('[WS122] arrivals are counted by department: the largest first, those without one last', () => {
  const person = (id: string, department: string | null, isHere: boolean, isObserver = false) => ({
    ...{ id, department, isHere, isObserver },
  });
  const people = [
    ...[person('1', null, true), person('2', 'IT', true), person('3', ' IT ', false)],
    ...[person('4', 'Sales', true), person('5', 'Board', true, true)],
  ];
  expect(countArrivals(people)).toEqual([
    { department: 'IT', here: 1, awaited: 1 },
    { department: 'Board', here: 1, awaited: 0 },
    { department: 'Sales', here: 1, awaited: 0 },
    { department: '', here: 1, awaited: 0 },
  ]);
  expect(countTakingPart(people)).toBe(3);
});

test('[WS131] dots stand at the cause that stands on the board, together after a merge; none is no badge', () => {
  const votes = {
    causes: [
      { causeId: 'a', dots: 5, voters: 3 },
      { causeId: 'b', dots: 3, voters: 2 },
      { causeId: 'c', dots: 0, voters: 0 },
    ],
  };
  const standing = (id: string): string => (id === 'b' ? 'a' : id);
  expect(votesOnFish(votes, (id) => id)).toEqual({
    a: { number: 5, people: 3 },
    b: { number: 3, people: 2 },
  });
  expect(votesOnFish(votes, standing)).toEqual({ a: { number: 8, people: 3 } });
});

const rated = (causeId: string, importance: number, urgency: number) => ({
  ...{ causeId, n: 4, isSplit: false },
  importance: { mean: importance, spread: 0, balanced: importance },
  urgency: { mean: urgency, spread: 0, balanced: urgency },
});

test('[WS131] what was rated has the same number on the fish, in the matrix and in the list', () => {
  const ratings = { causes: [rated('a', 5, 5), rated('b', 4, 2), rated('c', 1, 1)] };
  const causes = [{ id: 'a', text: 'Now', path: ['People'], boneHue: 2 }];
  expect(ratingsOnFish(ratings, (id) => (id === 'c' ? 'b' : id))).toEqual({
    a: { number: 1, people: 4 },
    b: { number: 2, people: 4 },
  });
  const placed = placeCauses(ratings, causes);
  expect(placed.map(({ place, text, hue }) => [place, text, hue])).toEqual([
    [1, 'Now', 2],
    [2, '', null],
    [3, '', null],
  ]);
  const [first, , last] = spreadMarks(placed);
  expect([(first?.x ?? 0) > 0.9, (last?.y ?? 1) < 0.1]).toEqual([true, true]);
});

test('[WS131] a ranking names causes as they read now, else as they were sealed', () => {
  const votes = {
    causes: [
      { causeId: 'a', dots: 2, voters: 1, text: 'Then' },
      { causeId: 'b', dots: 1, voters: 1, text: 'Gone' },
    ],
  };
  const causes = [{ id: 'a', text: 'Now', path: ['People', 'Why'], boneHue: 2 }];
  expect(rankCauses(votes, causes).map(({ text, bone }) => [text, bone])).toEqual([
    ['Now', 'People'],
    ['Gone', ''],
  ]);
});

test('[WS131] marks in the matrix stand beside one another, also when all were rated alike', () => {
  const alike = Array.from({ length: 10 }, (_, i) => ({
    ...{
      causeId: String(i),
      text: '',
      bone: '',
      hue: 1,
      place: i + 1,
      importance: 3,
      urgency: 3,
      isSplit: false,
    },
  }));
  const marks = spreadMarks(alike);
  for (const [i, one] of marks.entries())
    for (const other of marks.slice(i + 1))
      expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(0.06);
  expect(marks.every(({ x, y }) => x > 0 && x < 1 && y > 0 && y < 1)).toBe(true);
  expect(spreadMarks(alike)).toEqual(marks);
});

test('[WS127] a long text is set smaller, and never smaller than the last row reads', () => {
  const sizes = [
    [10, 54],
    [20, 30],
  ] as const;
  expect([
    sizeOf('x'.repeat(10), sizes),
    sizeOf('x'.repeat(11), sizes),
    sizeOf('x'.repeat(900), sizes),
  ]).toEqual([...[54, 30, 30]]);
  expect(sizeOf('x', [[10, LEAST_TEXT_PX - 1]])).toBe(LEAST_TEXT_PX);
  expect(sizeOf('x', [])).toBe(LEAST_TEXT_PX);
});

test('the clock turns red in the last tenth, and in the last minute of a short time box', () => {
  const minute = 60_000;
  expect([isNearlyOver(6 * minute, 60 * minute), isNearlyOver(6 * minute + 1, 60 * minute)]).toEqual([
    true,
    false,
  ]);
  expect([isNearlyOver(minute, 5 * minute), isNearlyOver(minute + 1, 5 * minute)]).toEqual([true, false]);
});

test('[WS120] only what has the shape of a code asks the database', () => {
  expect(isWallCode('AbCd_-0123456789AbCd0123456')).toBe(true);
  for (const text of [
    '',
    'short',
    'AbCd_-0123456789AbCd0123456x',
    'AbCd_-0123456789AbCd012345 ',
    "' or 1=1 --",
  ])
    expect([text, isWallCode(text)]).toEqual([text, false]);
});
