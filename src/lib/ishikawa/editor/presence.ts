import type { Point } from './viewport.ts';

/**
 * A place on the diagram that means the same to everybody, whatever each has folded and wherever each arrangement
 * puts it: pixels of the diagram from the upper left corner of the label `at`, the one that lies nearest.
 */
export interface Pointer extends Point {
  at: string | null;
}

/** Where one other person is on the fishbone. */
export interface FishbonePresence {
  clientId: number;
  name: string;
  /** A CSS colour with enough contrast to the paper. */
  color: string;
  /** The head, category or cause that the person has selected. */
  causeId: string | null;
  pointer: Pointer | null;
}
