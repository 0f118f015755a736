import type { Point } from './viewport.ts';

/** Where one other person is on the fishbone. */
export interface FishbonePresence {
  clientId: number;
  name: string;
  /** A CSS colour with enough contrast to the paper. */
  color: string;
  /** The head, category or cause that the person has selected. */
  causeId: string | null;
  /** In pixels of the diagram, from the point where the spine meets the head: the same for everybody. */
  pointer: Point | null;
}
