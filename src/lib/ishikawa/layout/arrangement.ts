import type { CategoryId, CauseId } from '../cause.ts';

/** In which column of its bone a cause stands, and how wide the texts there may be. */
export interface ColumnSeat {
  column: number;
  /** Pixels. */
  width: number;
}

/**
 * What of a picture the next one keeps while people work on it: hand it to the next layout of the same
 * fishbone. It says nothing that could be wrong: what does not fit any more is arranged anew.
 */
export interface Arrangement {
  /** The bones, in order: with others, or in another order, everything is arranged anew. */
  bones: readonly CategoryId[];
  /** How high the columns of a bone may be, by bone; pixels. */
  rooms: ReadonlyMap<CategoryId, number>;
  /** Where the causes that hang on bones stand. */
  seats: ReadonlyMap<CauseId, ColumnSeat>;
  /** Where the strokes of each bone stand, from the head on: upright positions in pixels. */
  joints: ReadonlyMap<CategoryId, readonly number[]>;
}
