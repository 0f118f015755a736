import { readRows } from '#lib/tabular/read/read-rows.ts';
import { unguardFormula } from '../../base/csv-cell.ts';
import type { RefusedRow } from '../../base/csv/refused-rows.ts';
import { foldText } from '../../base/words/fold-text.ts';
import { readState } from '../../base/words/tracker-state.ts';
import {
  isSameTracked,
  isTrackerKey,
  LABEL_START,
  newsOfTracked,
  TRACKER_WORD_MAX,
  type Tracked,
  type TrackerChange,
  type TrackerPreview,
} from './tracked.ts';

/** Headings as `foldText` leaves them, of an export of Jira in English and in Polish; several columns may have one. */
const HEADINGS = {
  key: ['issue key', 'key', 'klucz zgloszenia', 'klucz'],
  summary: ['summary', 'podsumowanie', 'tytul', 'title'],
  status: ['status', 'state', 'stan'],
  labels: ['labels', 'label', 'etykiety', 'etykieta'],
  resolution: ['resolution', 'rozwiazanie', 'rozstrzygniecie'],
  version: [
    ...['fix version s', 'fix versions', 'fix version', 'fixed in version', 'fixed in'],
    ...['wersja poprawki', 'wersje poprawki', 'wersja naprawy', 'wersje naprawy', 'naprawione w wersji'],
    ...['wersja docelowa', 'wersje docelowe', 'wersja y poprawki'],
  ],
} as const satisfies Record<string, readonly string[]>;
type TrackerColumn = keyof typeof HEADINGS;
const COLUMN_OF_HEADING = new Map<string, TrackerColumn>(
  (['key', 'summary', 'status', 'labels', 'resolution', 'version'] as const).flatMap((column) =>
    HEADINGS[column].map((heading) => [heading, column] as const),
  ),
);

/** One row of a tracker's list. */
interface TrackerRow {
  row: number;
  cells: readonly string[];
  key: string;
  summary: string;
  /** The findings that its labels name. */
  findingIds: string[];
  tracked: Tracked;
}

interface TrackerFile {
  headings: readonly string[];
  hasKey: boolean;
  rows: TrackerRow[];
}

/** Reads a list of a tracker from its text [SH97]. */
export function readTrackerFile(text: string): TrackerFile {
  const [head, ...below] = readRows(text);
  const headings = head?.cells ?? [];
  const columnOf = headings.map((heading) => COLUMN_OF_HEADING.get(foldText(heading)));
  const rows = below.map(({ row, cells }): TrackerRow => {
    const all = (column: TrackerColumn): string[] =>
      cells.flatMap((cell, at) => {
        const read = unguardFormula(cell).trim();
        return columnOf[at] === column && read !== '' ? [read] : [];
      });
    const status = all('status')[0] ?? '';
    const resolution = all('resolution')[0] ?? '';
    return {
      ...{ row, cells, key: all('key')[0] ?? '', summary: all('summary')[0] ?? '' },
      findingIds: all('labels')
        .flatMap((cell) => cell.split(/[\s,;]+/))
        .filter((label) => label.toLowerCase().startsWith(LABEL_START))
        .map((label) => label.slice(LABEL_START.length)),
      tracked: {
        ...{ key: all('key')[0] ?? '', status, version: [...new Set(all('version'))].join(', ') },
        isFixed: isFixedBy(status, resolution),
      },
    };
  });
  return { headings, hasKey: columnOf.includes('key'), rows };
}

/** Done by its status; of a status that says nothing to us by how it was resolved. */
export function isFixedBy(status: string, resolution = ''): boolean {
  const state = readState(status);
  if (state === 'dropped' || readState(resolution) === 'dropped') return false;
  return state === 'done' || (state === undefined && resolution !== '' && readState(resolution) === 'done');
}

/** A finding as a list is matched with it. */
export interface KnownFinding {
  id: string;
  title: string;
  tracked: Tracked;
}

/**
 * What a list would change [SH97]: a row belongs to the finding that its labels name, else to the one that has its key
 * already. Of two rows about one finding the first counts.
 */
export function planTracker(
  { headings, hasKey, rows }: TrackerFile,
  findings: readonly KnownFinding[],
): Omit<TrackerPreview, 'fingerprint'> {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const byKey = Map.groupBy(
    findings.filter(({ tracked }) => tracked.key !== ''),
    ({ tracked }) => tracked.key.toLowerCase(),
  );
  const taken = new Set<string>();
  const changed: TrackerChange[] = [];
  const unmatched: { row: number; key: string; summary: string }[] = [];
  const refused: RefusedRow[] = [];
  let same = 0;
  for (const { row, cells, key, summary, findingIds, tracked } of hasKey ? rows : []) {
    const reason = faultOf(tracked);
    if (reason !== null) {
      refused.push({ row, cells, fault: { reason, values: { limit: TRACKER_WORD_MAX } } });
      continue;
    }
    const labelled = findingIds.flatMap((id) => byId.get(id) ?? []);
    const meant = (labelled.length > 0 ? labelled : (byKey.get(key.toLowerCase()) ?? [])).filter(
      ({ id }) => !taken.has(id),
    );
    if (meant.length === 0) unmatched.push({ row, key, summary });
    for (const finding of meant) {
      taken.add(finding.id);
      const before = finding.tracked;
      if (isSameTracked(before, tracked)) same += 1;
      else
        changed.push({
          ...{ row, findingId: finding.id, title: finding.title, before, after: tracked },
          news: newsOfTracked(before, tracked),
        });
    }
  }
  return { changed, same, unmatched, refused, headings, hasKey };
}

function faultOf({ key, status, version }: Tracked): string | null {
  if (!isTrackerKey(key)) return 'tracker.badKey';
  return status.length > TRACKER_WORD_MAX || version.length > TRACKER_WORD_MAX ? 'tracker.tooLong' : null;
}
