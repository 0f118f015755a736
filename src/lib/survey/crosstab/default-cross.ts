import type { ColumnRole } from '#lib/tabular/table/table.ts';
import type { CrossForm, CrossView } from '../wave/cross-view.ts';

const SCALED: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating'];

/** Whether the answers of such a column have groups beside them. */
export function isScaled(role: ColumnRole | undefined): boolean {
  return role !== undefined && SCALED.includes(role);
}

/** How a question stands first: a scale in rows with its groups behind it, in columns as its groups. */
export function firstForm(role: ColumnRole | undefined, side: 'row' | 'column'): CrossForm {
  if (!isScaled(role)) return 'answers';
  return side === 'row' ? 'nets' : 'groups';
}

/**
 * The table that a page begins with: the first score by the first category, or the first two questions that
 * there are. Undefined where there are no two. See [SV170].
 */
export function defaultCross(
  crossable: readonly { name: string; role: ColumnRole }[],
): CrossView | undefined {
  const column = crossable.find(({ role }) => role === 'category') ?? crossable[1];
  const others = crossable.filter((each) => each !== column);
  const row = others.find(({ role }) => isScaled(role)) ?? others[0];
  if (!row || !column) return undefined;
  return {
    row: row.name,
    column: column.name,
    rowForm: firstForm(row.role, 'row'),
    columnForm: firstForm(column.role, 'column'),
    sort: 'natural',
    nets: [],
  };
}
