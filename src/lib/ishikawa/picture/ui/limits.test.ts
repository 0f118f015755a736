import { expect, test } from 'vitest';
import { LONGEST_SIDE, MOST_PIXELS, paintableScale } from './paint-fishbone.ts';

test('[IK84] a picture is painted as large as was wanted until a side is too long', () => {
  expect(paintableScale({ width: LONGEST_SIDE, height: 1 }, 1)).toBe(1);
  expect(paintableScale({ width: LONGEST_SIDE + 1, height: 1 }, 1)).toBeLessThan(1);
  expect(paintableScale({ width: 1, height: LONGEST_SIDE + 1 }, 1) * (LONGEST_SIDE + 1)).toBeCloseTo(
    LONGEST_SIDE,
    6,
  );
});

test('[IK84] a picture is painted as large as was wanted until it has too many pixels', () => {
  const width = LONGEST_SIDE;
  const height = MOST_PIXELS / LONGEST_SIDE;
  expect(paintableScale({ width, height }, 1)).toBe(1);
  const scale = paintableScale({ width, height: height + 1 }, 1);
  expect(scale).toBeLessThan(1);
  expect(scale ** 2 * width * (height + 1)).toBeCloseTo(MOST_PIXELS, 3);
  expect(paintableScale({ width, height: (MOST_PIXELS - width) / width }, 1)).toBe(1);
});
