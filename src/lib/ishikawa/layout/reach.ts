/**
 * Heights are packed in bands of this many pixels. Rows, and the gap before the first, are whole numbers of
 * bands, so that columns can be put together from branches without rounding.
 */
export const BAND = 8;

/** On which side of its bone a column hangs: the tail's, where texts end at the bone, or the head's. */
export type Side = 'tail' | 'head';

/**
 * How far something reaches from the bone that it hangs on, band by band, on the one side and, mirrored, on
 * the other. Distances are upright: the lean of the bones is taken out, so that bones are vertical. The two
 * differ a little, since what leans there are the boxes of the texts, and they lean against the bone.
 */
export class Reach {
  readonly tail: number[] = [];
  readonly head: number[] = [];

  /** Marks the bands of a range of heights as taken up to a distance. */
  take(from: number, to: number, distance: number): void {
    this.grow(to);
    const last = bandAt(to);
    for (let band = bandAt(from); band <= last; band++) {
      this.tail[band] = Math.max(this.tail[band] ?? 0, distance);
      this.head[band] = Math.max(this.head[band] ?? 0, distance);
    }
  }

  /** Marks a text: a box that is upright in the picture, and so leans when the lean is taken out. */
  takeBox(from: number, to: number, near: number, width: number, lean: number): void {
    this.grow(to);
    const far = near + width;
    for (let band = bandAt(from); band * BAND < to; band++) {
      const low = Math.max(from, band * BAND);
      const high = Math.min(to, (band + 1) * BAND);
      this.tail[band] = Math.max(this.tail[band] ?? 0, far + (to - low) * lean);
      this.head[band] = Math.max(this.head[band] ?? 0, far + (high - from) * lean);
    }
  }

  /** The farthest distance over a range of heights, on either side. */
  farthest(from: number, to: number): number {
    let farthest = 0;
    for (let band = bandAt(from); band <= bandAt(to); band++) {
      farthest = Math.max(farthest, this.tail[band] ?? 0, this.head[band] ?? 0);
    }
    return farthest;
  }

  /** Puts another on top of this one, a whole number of bands up. */
  append(other: Reach, bands: number): void {
    this.grow((bands + other.tail.length) * BAND - 1);
    for (let band = 0; band < other.tail.length; band++) {
      const at = bands + band;
      this.tail[at] = Math.max(this.tail[at] ?? 0, other.tail[band] ?? 0);
      this.head[at] = Math.max(this.head[at] ?? 0, other.head[band] ?? 0);
    }
  }

  private grow(height: number): void {
    for (let band = this.tail.length; band <= bandAt(height); band++) {
      this.tail.push(0);
      this.head.push(0);
    }
  }
}

/** The band in which a height lies. */
export function bandAt(height: number): number {
  return Math.max(0, Math.floor(height / BAND));
}
