import type { RefusedRow } from '#lib/base/csv/refused-rows.ts';
import { foldText } from '../../base/words/fold-text.ts';
import type { UnreadCells } from './issue-import.ts';
import type { IssueRowRead, ListedRowIssue } from './read-issues.ts';

/** Whom a list may name. */
export interface NamedPerson {
  id: string;
  name: string;
  email: string;
  isActive: boolean;
}

/** What is here already. */
export interface IssueImportScene {
  /** By the key of where they came from, and by folded title: the number of the issue. */
  byKey: ReadonlyMap<string, number>;
  byTitle: ReadonlyMap<string, number>;
  people: readonly NamedPerson[];
}

/** An issue that an import makes. */
export interface IssueToImport extends Omit<ListedRowIssue, 'unread' | 'owner' | 'ownerHeading'> {
  row: number;
  reporterId: string | null;
  ownerId: string | null;
}

/** Every row of a list, each once: what would come of it [IS16]. */
export interface IssuePlan {
  added: readonly IssueToImport[];
  same: readonly (IssueToImport & { number: number })[];
  refused: readonly RefusedRow[];
  unread: UnreadCells;
}

/** How a key is compared: letters large or small are one key. */
export function foldKey(key: string): string {
  return key.trim().toLowerCase();
}

/**
 * Decides what a list of issues would do [IS16] [IS18]; writes nothing. A row is here already when an issue came from
 * its key, or has its very words for a title; a row twice in the list is refused the second time.
 */
export function planIssues(rows: readonly IssueRowRead[], scene: IssueImportScene): IssuePlan {
  const refused: RefusedRow[] = [];
  const added: IssueToImport[] = [];
  const same: (IssueToImport & { number: number })[] = [];
  const unread = { states: 0, days: 0, people: 0, shortened: 0 };
  const rowOfKey = new Map<string, number>();
  const rowOfTitle = new Map<string, number>();
  const findPerson = personFinder(scene.people);
  for (const { row, cells, issue, fault } of rows) {
    if (fault) {
      refused.push({ row, cells, fault });
      continue;
    }
    const key = issue.key === null ? null : foldKey(issue.key);
    const title = foldText(issue.title);
    const firstRow = key === null ? rowOfTitle.get(title) : rowOfKey.get(key);
    if (firstRow !== undefined) {
      const reason = key === null ? 'issues.import.twice' : 'issues.import.keyTwice';
      refused.push({ row, cells, fault: { reason, values: { firstRow } } });
      continue;
    }
    if (key !== null) rowOfKey.set(key, row);
    rowOfTitle.set(title, row);
    const { unread: own, owner, ownerHeading, ...rest } = issue;
    const [reporterId, ownerId] = [findPerson(rest.reporter), findPerson(owner)];
    // Who is not known here stays as a word: the reporter in the origin, the owner among the details.
    const details =
      ownerId === undefined ? [...rest.details, { heading: ownerHeading, text: owner }] : rest.details;
    const planned = { ...rest, details, row, reporterId: reporterId ?? null, ownerId: ownerId ?? null };
    const number = (key === null ? undefined : scene.byKey.get(key)) ?? scene.byTitle.get(title);
    if (number !== undefined) {
      same.push({ ...planned, number });
      continue;
    }
    added.push(planned);
    unread.states += own.states;
    unread.days += own.days;
    unread.shortened += own.shortened;
    unread.people += Number(reporterId === undefined) + Number(ownerId === undefined);
  }
  return { added, same, refused, unread };
}

/** Finds who is meant: by e-mail, or by a name that one person alone has. Null for nobody named, undefined for nobody known. */
function personFinder(people: readonly NamedPerson[]): (written: string) => string | null | undefined {
  const byEmail = new Map(people.map(({ email, id }) => [email.toLowerCase(), id]));
  const byName = new Map<string, string | null>();
  for (const { name, id } of people) {
    const key = foldText(name);
    byName.set(key, byName.has(key) ? null : id);
  }
  return (written) => {
    if (written === '') return null;
    return byEmail.get(written.toLowerCase()) ?? byName.get(foldText(written)) ?? undefined;
  };
}
