/** The rows of a long list that are drawn, and the empty heights (px) that stand for the others. */
export interface RowWindow {
  /** Index of the first row drawn, and of the first one after it that is not. */
  first: number;
  end: number;
  beforePx: number;
  afterPx: number;
}

/** Rows drawn beyond the edges, so that a quick scroll does not show an empty stripe. */
const OVERSCAN = 8;

/** Which rows of equal height are in view. Positions beyond the ends, as in elastic scrolling, are cut off. */
export function windowRows(view: {
  rowCount: number;
  rowPx: number;
  scrollPx: number;
  viewPx: number;
}): RowWindow {
  const { rowCount, rowPx, scrollPx, viewPx } = view;
  const top = Math.min(Math.max(scrollPx, 0), Math.max(0, rowCount * rowPx - viewPx));
  const first = Math.max(0, Math.floor(top / rowPx) - OVERSCAN);
  const end = Math.min(rowCount, Math.ceil((top + viewPx) / rowPx) + OVERSCAN);
  return { first, end, beforePx: first * rowPx, afterPx: (rowCount - end) * rowPx };
}
