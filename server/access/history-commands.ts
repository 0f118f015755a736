import { readAction, readKind, type AuditLine } from '#lib/audit/audit-line.ts';
import { HistoryForm } from '#lib/audit/history-form.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { getIssue } from '../issues/list-commands.ts';
import { getProject } from '../projects/commands.ts';
import { getWave } from '../survey/commands.ts';
import { getInsight } from '../survey/insights/insight-commands.ts';
import { getWorkshop } from '../workshop/commands.ts';
import type { WorkshopContext } from '../workshop/workshop-context.ts';
import * as store from './audit-store.ts';
import { requirePermission } from './require-permission.ts';

/** As many lines as are shown of the log, and of one thing. */
export const MOST_AUDIT_LINES = 500;

/** The audit log of the whole organisation, the newest first. */
export async function listAudit(context: Context, actor: Actor): Promise<AuditLine[]> {
  requirePermission(actor, 'audit.view');
  const rows = await store.listAudit(context.db, MOST_AUDIT_LINES);
  const names = new Map<string, string>();
  for (const kind of ['issue', 'project', 'insight', 'wave', 'person', 'department'] as const) {
    const ids = rows.flatMap(({ subjectKind, subjectId }) => (subjectKind === kind ? [subjectId] : []));
    for (const [id, name] of await store.listSubjectNames(context.db, kind, [...new Set(ids)]))
      names.set(id, name);
  }
  const seesWaves = isPermitted(standingsOf(actor), 'survey.viewSummary');
  return rows
    .map((row) => toLine(row, names.get(row.subjectId) ?? null))
    .map((line) =>
      line.subject.kind === 'wave' && !seesWaves
        ? { ...line, subject: { ...line.subject, href: null } }
        : line,
    );
}

type Require = (context: WorkshopContext, actor: Actor, id: string) => Promise<unknown>;

/** Whoever may see a thing may see its history: its own command refuses the others. */
const READ: Readonly<Record<HistoryForm['kind'], Require>> = {
  issue: getIssue,
  project: getProject,
  insight: getInsight,
  wave: getWave,
  workshop: getWorkshop,
};

/** What was done with one thing, the newest first, for whoever may see the thing [AU2]. */
export async function getHistory(
  context: WorkshopContext,
  actor: Actor,
  input: HistoryForm,
): Promise<AuditLine[]> {
  const subject = parseInput(HistoryForm, input);
  await READ[subject.kind](context, actor, subject.id);
  const rows = await store.listAuditOf(context.db, subject, MOST_AUDIT_LINES);
  // Who opened answers of respondents is for those who see the log of the organisation.
  return rows.filter(({ action }) => action !== 'wave.open').map((row) => toLine(row, null));
}

function toLine(row: store.AuditRow, name: string | null): AuditLine {
  const { subjectKind, subjectId, ...line } = row;
  const kind = readKind(subjectKind);
  return {
    ...line,
    action: readAction(row.action),
    subject: { kind, id: subjectId, name, href: name === null ? null : hrefOf(kind, subjectId) },
  };
}

/** Where a thing lives; an id leads to the number of what has one. */
function hrefOf(kind: AuditLine['subject']['kind'], id: string): string | null {
  switch (kind) {
    case 'issue':
      return `/issues/${id}`;
    case 'project':
      return `/projects/${id}`;
    case 'insight':
      return `/survey/insights/${id}`;
    case 'wave':
      return `/survey/${id}`;
    case 'person':
      return `/people?at=${id}`;
    default:
      return null;
  }
}
