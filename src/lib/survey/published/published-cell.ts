import {
  cellFinder,
  type PublishedCell,
  type PublishedGroup,
  type PublishedTables,
} from './published-tables.ts';

/** A group by the name of its segment's column and its own key. */
export interface GroupPlace {
  column: string;
  key: string;
}

/** What tells the groups of one segment apart. */
export function groupKey(group: PublishedGroup): string {
  if (group.kind === 'answer') return `answer:${group.name}`;
  return group.kind === 'withdrawn' ? `withdrawn:${group.place}` : group.kind;
}

/**
 * One figure of published tables: of everybody, or of a group; undefined when the tables have no such
 * measure or group.
 */
export function publishedCell(
  { segments, measures }: Pick<PublishedTables, 'segments' | 'measures'>,
  measure: { column: string; kind: string },
  place: GroupPlace | null,
): PublishedCell | undefined {
  const found = measures.find(({ column, kind }) => column === measure.column && kind === measure.kind);
  const cellAt = cellFinder(segments.map(({ groups }) => groups.length));
  if (place === null) return found?.cells[cellAt()];
  const segment = segments.findIndex(({ column }) => column === place.column);
  const group = segments[segment]?.groups.findIndex((each) => groupKey(each) === place.key) ?? -1;
  return group < 0 ? undefined : found?.cells[cellAt({ segment, group })];
}
