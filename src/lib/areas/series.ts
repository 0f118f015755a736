import type { BetterDirection } from '../base/quantity/direction.ts';
import type { Id } from '../base/ids.ts';

export type AreaId = Id<'area'>;
export type SeriesId = Id<'series'>;

/** One value of a series, on its day (ISO); of a month or a quarter the first day. */
export interface SeriesPoint {
  day: string;
  value: number;
  note: string;
  /** The file that it was imported from; null for what was typed. */
  file: string | null;
  /** Who entered it. */
  byName: string | null;
}

/** What is measured: of an area, or of the whole organisation. */
export interface Series {
  id: SeriesId;
  /** Null for what is measured of the whole organisation. */
  area: { id: AreaId; name: string } | null;
  name: string;
  /** In what it is counted, as it stands behind the value: "%", "min", "PLN". */
  unit: string;
  direction: BetterDirection;
  /** What it should at least, or at most, be; null where nothing was set. */
  target: number | null;
  note: string;
  /** It is measured no longer. */
  isEnded: boolean;
  version: number;
}

/** An area in contact with customers. */
export interface ContactArea {
  id: AreaId;
  name: string;
  note: string;
  ownerId: string | null;
  ownerName: string | null;
  version: number;
}
