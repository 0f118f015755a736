/** A point of the matrix with its place in it, both axes from 0 to 1. */
export interface Point {
  id: string;
  x: number;
  y: number;
}

/**
 * Moves points apart that would cover each other, so that each can be seen and touched: points of
 * one spot are set on a small spiral around it, in their given order. The spot itself stays where
 * the ratings put it; `radius` is half the size of a mark.
 */
export function spreadPoints(points: readonly Point[], radius: number): Point[] {
  const placed: Point[] = [];
  for (const point of points) {
    let candidate = point;
    // The golden angle fills a disc evenly (Vogel 1979), so the first free spot is a near one.
    for (let turn = 1; isCovered(candidate, placed, radius); turn++) {
      const angle = turn * 2.399963;
      const distance = radius * Math.sqrt(turn);
      candidate = {
        id: point.id,
        x: clamp(point.x + distance * Math.cos(angle), radius),
        y: clamp(point.y + distance * Math.sin(angle), radius),
      };
      if (turn > 4_000) break; // a full square: hundreds of issues overlap and the list beside it names them
    }
    placed.push(candidate);
  }
  return placed;
}

function isCovered(point: Point, placed: readonly Point[], radius: number): boolean {
  return placed.some((other) => Math.hypot(other.x - point.x, other.y - point.y) < radius * 2);
}

function clamp(value: number, margin: number): number {
  return Math.min(1 - margin, Math.max(margin, value));
}
