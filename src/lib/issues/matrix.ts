import { BORDER_STEP, type BandBorders } from '../base/ratings/band-borders.ts';
import { bandOf, SCALE, type Band } from './prioritise.ts';

/** The side of a square of the matrix, in points of the scale. The borders of the bands lie on lines. */
export const CELL = BORDER_STEP;
/** Squares along one axis. */
export const CELLS = (SCALE.max - SCALE.min) / CELL;

/** A square of the matrix by its row (importance) and column (urgency), counted from the lowest. */
export interface Cell {
  importance: number;
  urgency: number;
}

/** The square that a point lies in; the top of the scale belongs to the last one [IS11]. */
export function cellOf(importance: number, urgency: number): Cell {
  return { importance: indexOf(importance), urgency: indexOf(urgency) };
}

function indexOf(value: number): number {
  return Math.min(CELLS - 1, Math.max(0, Math.floor((value - SCALE.min) / CELL)));
}

/** From where to where a row or column reaches; the last includes the top of the scale. */
export function cellRange(index: number): { from: number; below: number } {
  const from = SCALE.min + index * CELL;
  return { from, below: index === CELLS - 1 ? Number.POSITIVE_INFINITY : from + CELL };
}

/** The middle of a row or column, as a share of the scale from 0 to 1. */
export function cellMiddle(index: number): number {
  return (index + 0.5) / CELLS;
}

/** The band of a whole square: every point in it has the same, as borders are lines between squares. */
export function bandOfCell({ importance, urgency }: Cell, borders: BandBorders): Band {
  return bandOf(cellRange(importance).from, cellRange(urgency).from, borders);
}

/** A rectangle of squares, both corners included. */
export interface Area {
  low: Cell;
  high: Cell;
}

/** The rectangle between two squares, whichever corners they are. */
export function areaBetween(one: Cell, other: Cell): Area {
  return {
    low: {
      importance: Math.min(one.importance, other.importance),
      urgency: Math.min(one.urgency, other.urgency),
    },
    high: {
      importance: Math.max(one.importance, other.importance),
      urgency: Math.max(one.urgency, other.urgency),
    },
  };
}

/** Area as it stands in an address, such as "9-12" for one square and "9-12-15-15" for more; undefined for what is none. */
export function parseArea(text: string): Area | undefined {
  if (!/^\d{1,2}(-\d{1,2}){1,3}$/.test(text)) return undefined;
  const [importance = CELLS, urgency = CELLS, ...corner] = text.split('-').map(Number);
  const [otherImportance = importance, otherUrgency = urgency] = corner;
  if (corner.length === 1 || [importance, urgency, ...corner].some((index) => index >= CELLS))
    return undefined;
  return areaBetween({ importance, urgency }, { importance: otherImportance, urgency: otherUrgency });
}

export function formatArea({ low, high }: Area): string {
  const first = formatCell(low);
  const last = formatCell(high);
  return first === last ? first : `${first}-${last}`;
}

export function formatCell({ importance, urgency }: Cell): string {
  return `${importance}-${urgency}`;
}

/** What stands in one square: how many issues, and the first of them in the order of the list. */
export interface MatrixMark<Issue> {
  cell: Cell;
  count: number;
  first: Issue;
}

/** Puts issues into their squares, in one pass and in their order [IS11]. */
export function groupByCell<Issue extends { importance: number; urgency: number }>(
  issues: readonly Issue[],
): MatrixMark<Issue>[] {
  const marks = new Map<string, MatrixMark<Issue>>();
  for (const issue of issues) {
    const cell = cellOf(issue.importance, issue.urgency);
    const key = formatCell(cell);
    const mark = marks.get(key);
    if (mark) mark.count++;
    else marks.set(key, { cell, count: 1, first: issue });
  }
  return [...marks.values()];
}
