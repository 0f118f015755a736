/** Pixels of height that share one entry: small enough to pack tightly, large enough to be quick. */
const STEP = 4;

/**
 * How far the picture already reaches towards the tail, at each height above (or below) the spine.
 * Positions are "upright": the lean of the bones is taken out, so that bones are vertical and boxes
 * can be packed like the skyline of a town.
 */
export class Skyline {
  #reach: Float64Array;

  /** `height` is a first guess in pixels; the skyline grows when needed. */
  constructor(height: number) {
    this.#reach = new Float64Array(Math.ceil(height / STEP) + 16).fill(Infinity);
  }

  /** The free edge over a range of heights: everything is at or beyond it, towards the head. */
  edge(from: number, to: number): number {
    let edge = Infinity;
    const last = Math.min(this.#reach.length - 1, Math.floor(Math.max(0, to) / STEP));
    for (let i = Math.floor(Math.max(0, from) / STEP); i <= last; i++) {
      const reach = this.#reach[i] ?? Infinity;
      if (reach < edge) edge = reach;
    }
    return edge;
  }

  /** Marks a range of heights as taken up to `position`. */
  take(from: number, to: number, position: number): void {
    const last = Math.floor(Math.max(0, to) / STEP);
    if (last >= this.#reach.length) this.#grow(last + 1);
    for (let i = Math.floor(Math.max(0, from) / STEP); i <= last; i++) {
      if (position < (this.#reach[i] ?? Infinity)) this.#reach[i] = position;
    }
  }

  #grow(needed: number): void {
    const larger = new Float64Array(Math.max(needed, this.#reach.length * 2)).fill(Infinity);
    larger.set(this.#reach);
    this.#reach = larger;
  }
}
