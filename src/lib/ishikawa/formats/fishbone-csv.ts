import { csvText } from '#lib/base/csv-cell.ts';
import type { CauseId } from '../cause.ts';
import type { Marking } from '../picture/mark-picture.ts';
import type { Fishbone } from '../fishbone.ts';
import { walkCauses, wholeNote } from '../fishbone.ts';

/** Headings of the table, in the reader's language. */
export interface CsvHeadings {
  problem: string;
  category: string;
  depth: string;
  cause: string;
  path: string;
  note: string;
  tags: string;
  /** Headings of what was found out about a cause. */
  dots: string;
  rating: string;
  status: string;
}

/**
 * One row a cause, for a spreadsheet; with dots, ratings and status where some cause has one [IK135]. Starts with a byte order mark, since Excel takes a file
 * without one for the local code page and spoils Polish letters. A twin has a row in each place.
 */
export function formatCsv(fishbone: Fishbone, headings: CsvHeadings, marking: Marking): string {
  const { problem, category, depth, cause, path, note, tags } = headings;
  const found = findingsOf(fishbone, marking);
  const beside = (cells: readonly string[]): readonly string[] => (found ? cells : []);
  const rows: (string | number)[][] = [
    [
      ...[problem, category, depth, cause, path, note, tags],
      ...beside([headings.dots, headings.rating, headings.status]),
    ],
  ];
  const above: string[] = [];
  for (const { node, bone, depth: level } of walkCauses(fishbone)) {
    above.length = level - 1;
    rows.push([
      fishbone.head,
      bone.name,
      level,
      node.text,
      [bone.name, ...above].join(' > '),
      wholeNote(node),
      node.tags.join(', '),
      ...beside(found?.get(node.id) ?? []),
    ]);
    above.push(node.text);
  }
  return csvText(rows, 'international');
}

/** Dots, ratings and status by the id of the cause; undefined when no cause has any. */
function findingsOf(
  fishbone: Fishbone,
  { pageMarks, meaning }: Marking,
): Map<CauseId, readonly string[]> | undefined {
  const found = new Map<CauseId, readonly string[]>();
  for (const { node } of walkCauses(fishbone)) {
    const { marks, numbers } = pageMarks(node.twinOf ?? node.id);
    const status = marks.find((mark) => mark === 'verified' || mark === 'ruled-out');
    found.set(node.id, [numbers.dots ?? '', numbers.rating ?? '', status ? meaning(status) : '']);
  }
  return [...found.values()].some((cells) => cells.some((cell) => cell !== '')) ? found : undefined;
}
