import { createHash } from 'node:crypto';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt, momentOf } from '#lib/base/time-zone.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import type { ColumnField } from '#lib/issues/import/issue-columns.ts';
import {
  IssueImportForm,
  MAX_ISSUE_LIST_BYTES,
  MOST_ISSUE_ROWS,
  StoredImport,
  type IssueImportDone,
  type IssueImportPreview,
  type ShownIssue,
} from '#lib/issues/import/issue-import.ts';
import { foldKey, planIssues, type IssuePlan, type IssueToImport } from '#lib/issues/import/plan-issues.ts';
import { readIssueList, type ReadIssueList } from '#lib/issues/import/read-issues.ts';
import type { Actor } from '#lib/people/person.ts';
import { decodeList } from '#lib/tabular/read/decode-list.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { holdNumbers, takeNumber } from '../../database/number-store.ts';
import type { Queries } from '../../database/engine.ts';
import { listPeople } from '../../people/store.ts';
import { undoable } from '../../undo/undoable.ts';
import { insertIssue } from '../store.ts';
import * as store from './import-store.ts';

/** What a list would do, row by row, without doing it [IS16]. */
export async function previewIssueImport(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<IssueImportPreview> {
  requirePerson(actor, 'issue.manage');
  const { list, as } = await readList(context, input);
  return (await decide(context.db, list, as)).preview;
}

/**
 * Adds what the preview showed as new, in one transaction [IS16]. Where it would do anything else by now it is refused,
 * and the page shows the newer preview. One press takes it back [IS19].
 */
export async function importIssues(context: Context, actor: Actor, input: unknown): Promise<IssueImportDone> {
  requirePerson(actor, 'issue.manage');
  const { list, seen, as, fileName } = await readList(context, input);
  const done = await context.database.transaction(async (trx) => {
    await holdNumbers(trx, 'issue'); // two imports at once: the later one finds what the first made
    const { plan, preview } = await decide(trx, list, as);
    if (preview.fingerprint !== seen) throw new AppError('conflict', { reason: 'issues.import.movedOn' });
    const ids: string[] = [];
    for (const planned of plan.added) ids.push(await addRow(context, trx, actor, { planned, fileName, as }));
    const counts = { added: plan.added.length, same: plan.same.length, refused: plan.refused.length };
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'issue.import',
      subject: { kind: 'issue', id: 'list' },
      details: { added: counts.added, rejected: counts.refused },
    });
    const undoId = ids.length === 0 ? null : await ISSUE_IMPORT_UNDO.keep(context, trx, actor, { ids });
    return { ...counts, undoId };
  });
  context.bus.tell({ kind: 'issue', id: 'issues', action: 'add' });
  return done;
}

/** Takes out of the list again what an import added, except what somebody worked with since [IS19]. */
export const ISSUE_IMPORT_UNDO = undoable(
  'issue-import',
  StoredImport,
  async (context: Context, trx, actor, { ids }) => {
    requirePerson(actor, 'issue.manage');
    const untouched = await store.listUntouched(trx, ids);
    await store.deleteIssues(trx, untouched);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'issue.undoImport',
      subject: { kind: 'issue', id: 'list' },
      details: { items: untouched.length },
    });
    return {
      said: {
        key: 'issues.import.undone',
        values: { n: untouched.length, kept: ids.length - untouched.length },
      },
      after: () => context.bus.tell({ kind: 'issue', id: 'issues', action: 'change' }),
    };
  },
);

async function readList(context: Context, input: unknown) {
  const { file, fileName, headings, fields, as, seen } = parseInput(IssueImportForm, input);
  if (file.byteLength > MAX_ISSUE_LIST_BYTES) throw new AppError('too-large');
  const text = await decodeList(file);
  if (text === undefined)
    throw new AppError('invalid', { issues: [{ path: 'file', message: 'issues.import.noList' }] });
  const chosen = new Map<string, ColumnField>();
  for (const [index, heading] of headings.entries()) {
    const field = fields[index];
    if (field !== undefined) chosen.set(foldText(heading), field);
  }
  const list = readIssueList(text, chosen, dayAt(context.clock(), context.settings.timeZone));
  if (list.rows.length > MOST_ISSUE_ROWS)
    throw new AppError('too-large', {
      reason: 'issues.import.tooMany',
      values: { limit: MOST_ISSUE_ROWS },
    });
  return { list, as, seen, fileName };
}

/** What the list comes to with the issues and people that there are now. */
async function decide(
  db: Queries,
  list: ReadIssueList,
  as: 'new' | 'accepted',
): Promise<{ plan: IssuePlan; preview: IssueImportPreview }> {
  const plan = planIssues(list.rows, { ...(await store.listKnownIssues(db)), people: await listPeople(db) });
  const columns = list.columns.map(({ heading, field, at }, index) => ({
    heading,
    field,
    count: at.length,
    sample: (list.samples[index] ?? '').slice(0, SAMPLE_LETTERS),
  }));
  const shown = {
    added: plan.added.map(toShown),
    same: plan.same.map((issue) => ({ ...toShown(issue), number: issue.number })),
    refused: plan.refused,
    headings: list.headings,
    columns: columns.filter(({ sample }) => sample !== ''),
    emptyColumns: columns.filter(({ sample }) => sample === '').length,
    hasTitle: columns.some(({ field }) => field === 'title'),
    unread: plan.unread,
  };
  // Of what is shown a part, such as who an issue belongs to, the plan says all.
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([as, shown, plan.added]))
    .digest('base64url');
  return { plan, preview: { ...shown, fingerprint } };
}

/** As much of a text as tells what a column holds. */
const SAMPLE_LETTERS = 80;

function toShown({ row, title, key, state }: IssueToImport): ShownIssue {
  return { row, title, key, state };
}

async function addRow(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  { planned, fileName, as }: { planned: IssueToImport; fileName: string; as: 'new' | 'accepted' },
): Promise<string> {
  const { row, title, description, key, state, reporter, createdOn, details, reporterId, ownerId } = planned;
  const id = newId<'issue'>();
  const atMs = context.clock();
  await insertIssue(trx, {
    ...{ id, title, description, state, ownerId, reporterId, insightId: null },
    number: await takeNumber(trx, 'issue'),
    origin: {
      kind: 'import',
      file: fileName,
      row,
      key,
      reporter: reporter === '' ? null : reporter,
      details,
    },
    originKey: store.importKey(key === null ? null : foldKey(key), id),
    createdBy: actor.id,
    createdAtMs: createdOn === null ? atMs : momentOf(createdOn, '12:00', context.settings.timeZone),
    // What is over elsewhere waits for nobody.
    triage: state === 'open' ? as : 'accepted',
  });
  await recordAudit(trx, {
    atMs,
    actor,
    action: 'issue.add',
    subject: { kind: 'issue', id },
    details: { origin: 'import' },
  });
  return id;
}
