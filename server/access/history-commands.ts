import type { ChangedField } from '#lib/audit/audit-change.ts';
import { EVERY_LINE, MOST_COUNTED, type AuditQuery } from '#lib/audit/audit-query.ts';
import { readAction, readKind, type AuditLine } from '#lib/audit/audit-line.ts';
import { HistoryForm } from '#lib/audit/history-form.ts';
import { dayAfter } from '#lib/base/days.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { momentOf } from '#lib/base/time-zone.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { getDecision } from '../decisions/list-commands.ts';
import { getArea } from '../areas/area-commands.ts';
import { getSeriesView } from '../areas/series-commands.ts';
import { getGoal } from '../goals/goal-commands.ts';
import { getIssue } from '../issues/list-commands.ts';
import { byName } from '../people/by-name.ts';
import { getStandard } from '../people/standards/standard-commands.ts';
import { getArticle } from '../shifts/articles/article-commands.ts';
import { listPeople } from '../people/store.ts';
import { getProject } from '../projects/commands.ts';
import { getWave } from '../survey/commands.ts';
import { getInsight } from '../survey/insights/insight-commands.ts';
import { getWorkshop } from '../workshop/commands.ts';
import type { WorkshopContext } from '../workshop/workshop-context.ts';
import { recordAudit } from './audit.ts';
import * as store from './audit-store.ts';
import { requirePermission } from './require-permission.ts';

/** As many lines as one page of the log shows, and the history of one thing. */
export const LINES_A_PAGE = 100;
export const MOST_AUDIT_LINES = 500;
/** Lines that are read at once for a file. */
const LINES_A_PIECE = 2000;

/** What the history of a project tells those who read inside it alone. */
const READ_INSIDE: readonly ChangedField[] = ['budget', 'sponsor'];

/** A page of the audit log. */
export interface AuditPage {
  lines: AuditLine[];
  /** How many lines fit, at most `MOST_COUNTED` and one. */
  total: number;
  /** The line before which the next page begins; null on the last. */
  earlier: number | null;
  /** Everybody whose lines can be asked for, by name. */
  people: { id: string; name: string }[];
}

/** The audit log of the whole organisation, as its filters find it, the newest first [AU4] [AU5]. */
export async function listAudit(
  context: Context,
  actor: Actor,
  asked = EVERY_LINE,
  before: number | null = null,
): Promise<AuditPage> {
  requirePermission(actor, 'audit.view');
  const filter = toFilter(context, asked);
  const rows = await store.listAudit(context.db, { ...filter, beforeId: before }, LINES_A_PAGE + 1);
  const shown = rows.slice(0, LINES_A_PAGE);
  const people = byName(actor, await listPeople(context.db));
  return {
    lines: await toLines(context, actor, shown),
    total: await store.countAudit(context.db, filter, MOST_COUNTED + 1),
    earlier: rows.length > LINES_A_PAGE ? (shown.at(-1)?.id ?? null) : null,
    people: people.map(({ id, name }) => ({ id, name })),
  };
}

/**
 * Every line that the filters find, the newest first, in pieces, for a file [AU6]. That it was taken out is
 * written into the log itself, before the first piece leaves.
 */
export async function exportAudit(
  context: Context,
  actor: Actor,
  asked = EVERY_LINE,
): Promise<AsyncGenerator<AuditLine[]>> {
  requirePermission(actor, 'audit.view');
  const filter = toFilter(context, asked);
  const [newest] = await store.listAudit(context.db, {}, 1);
  const lines = await store.countAudit(context.db, filter, Number.MAX_SAFE_INTEGER);
  await context.database.transaction((trx) =>
    recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'audit.export',
      subject: { kind: 'audit', id: 'log' },
      details: { lines },
    }),
  );
  return readPieces(context, actor, filter, (newest?.id ?? 0) + 1);
}

async function* readPieces(
  context: Context,
  actor: Actor,
  filter: store.AuditFilter,
  from: number,
): AsyncGenerator<AuditLine[]> {
  for (let beforeId = from; ;) {
    const rows = await store.listAudit(context.db, { ...filter, beforeId }, LINES_A_PIECE);
    const last = rows.at(-1);
    if (!last) return;
    yield await toLines(context, actor, rows);
    beforeId = last.id;
  }
}

/** Days are those of the organisation's zone. */
function toFilter(
  { settings: { timeZone } }: Context,
  { q, personId, kinds, actions, days }: AuditQuery,
): store.AuditFilter {
  return {
    words: q,
    personId,
    kinds,
    actions,
    fromMs: days?.from ? momentOf(days.from, '00:00', timeZone) : null,
    beforeMs: days?.to ? momentOf(dayAfter(days.to, 1), '00:00', timeZone) : null,
  };
}

/** Lines with links to what is still there and what this reader may open. */
async function toLines(
  context: Context,
  actor: Actor,
  rows: readonly store.AuditRow[],
): Promise<AuditLine[]> {
  const names = new Map<string, string>();
  for (const [kind, group] of Map.groupBy(rows, ({ subjectKind }) => subjectKind)) {
    if (!store.isNamedKind(kind)) continue;
    const ids = [...new Set(group.map(({ subjectId }) => subjectId))];
    for (const [id, name] of await store.listSubjectNames(context.db, kind, ids)) names.set(id, name);
  }
  const seesWaves = isPermitted(standingsOf(actor), 'survey.viewSummary');
  return rows.map((row) => {
    const line = toLine(actor, row, names.get(row.subjectId) ?? null);
    if (line.subject.kind !== 'wave' || seesWaves) return line;
    return { ...line, subject: { ...line.subject, href: null } };
  });
}

type Require = (context: WorkshopContext, actor: Actor, id: string) => Promise<unknown>;

/** Whoever may see a thing may see its history: its own command refuses the others. */
const READ: Readonly<Record<HistoryForm['kind'], Require>> = {
  issue: getIssue,
  project: getProject,
  insight: getInsight,
  area: getArea,
  series: getSeriesView,
  goal: getGoal,
  standard: getStandard,
  article: getArticle,
  wave: getWave,
  workshop: getWorkshop,
  decision: getDecision,
};

/** What was done with one thing, the newest first, for whoever may see the thing [AU2]. */
export async function getHistory(
  context: WorkshopContext,
  actor: Actor,
  input: HistoryForm,
): Promise<AuditLine[]> {
  const subject = parseInput(HistoryForm, input);
  await READ[subject.kind](context, actor, subject.id);
  const rows = await store.listAudit(context.db, { subject }, MOST_AUDIT_LINES);
  // Who opened answers of respondents is for those who see the log of the organisation.
  const lines = rows.filter(({ action }) => action !== 'wave.open').map((row) => toLine(actor, row, null));
  if (subject.kind !== 'project') return lines;
  const { isInside } = (await getProject(context, actor, subject.id)).project;
  // What a project costs, and who stands for it, is for those who read inside it [PR48].
  return isInside
    ? lines
    : lines.map((line) => ({
        ...line,
        changes: line.changes.filter(({ field }) => !READ_INSIDE.includes(field)),
      }));
}

/**
 * `name` is what the thing is called now; null where it is gone or is not named. How many responses a file of a
 * wave holds may be withheld: those who see rows are told, and nobody else [AU8].
 */
function toLine(actor: Actor, row: store.AuditRow, name: string | null): AuditLine {
  const { subjectKind, subjectId, subjectName, facts, ...line } = row;
  const kind = readKind(subjectKind);
  const seesRows = isPermitted(standingsOf(actor), 'survey.viewRows');
  return {
    ...line,
    facts: kind === 'wave' && !seesRows ? {} : facts,
    action: readAction(row.action),
    subject: {
      kind,
      id: subjectId,
      name: subjectName ?? name,
      href: name === null ? null : hrefOf(kind, subjectId),
    },
  };
}

/** Where a thing lives; an id leads to the number of what has one. */
function hrefOf(kind: AuditLine['subject']['kind'], id: string): string | null {
  switch (kind) {
    case 'issue':
      return `/issues/${id}`;
    case 'project':
      return `/projects/${id}`;
    case 'decision':
      return `/decisions/${id}`;
    case 'pulse':
      return `/people/team/pulses/${id}`;
    case 'insight':
      return `/survey/insights/${id}`;
    case 'area':
      return `/survey/areas/${id}`;
    case 'series':
      return id === 'list' ? null : `/survey/areas/series/${id}`;
    case 'standard':
      return `/people/team/standards/${id}`;
    case 'article':
      return `/shifts/articles/${id}`;
    case 'programme':
      return '/shifts/programme';
    case 'goal':
      return `/issues/goals/${id}`;
    case 'wave':
      return `/survey/${id}`;
    case 'person':
      return `/people/${id}`;
    case 'round':
      return `/shifts/${id}`;
    default:
      return null;
  }
}
