import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { headOf, type Finding } from '#lib/shifts/findings/finding.ts';
import { isFixedBy, planTracker, readTrackerFile } from '#lib/shifts/tracker/read-tracker-file.ts';
import {
  isSameTracked,
  MAX_TRACKER_BYTES,
  MOST_TRACKER_ROWS,
  newsOfTracked,
  TrackedForm,
  TrackerImportForm,
  type Tracked,
  type TrackerDone,
  type TrackerPreview,
} from '#lib/shifts/tracker/tracked.ts';
import { decodeList } from '#lib/tabular/read/decode-list.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listReportersOfFindings } from '../../issues/commands.ts';
import {
  addNotices,
  withdrawNotices,
  type NewNotice,
  type TellInboxes,
} from '../../notify/notice-commands.ts';
import { undoable } from '../../undo/undoable.ts';
import { listFindings } from '../findings/finding-store.ts';
import { findRound } from '../round-store.ts';
import * as store from './tracker-store.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** The findings of a round that are in no other tracker yet, for its file [SH96]. */
export async function listUntracked(context: Context, actor: Actor, roundId: string): Promise<Finding[]> {
  requirePerson(actor, 'shift.manage');
  if (!(await findRound(context.db, roundId))) throw new AppError('not-found');
  return (await listFindings(context.db, roundId)).filter(({ tracked }) => tracked.key === '');
}

/** What a list of a tracker would do, row by row, without doing it [SH97]. */
export async function previewTracker(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<TrackerPreview> {
  requirePerson(actor, 'shift.manage');
  const { text } = await readInput(input);
  return decide(context.db, text);
}

/**
 * Writes what the preview showed, in one transaction, and tells those who reported what is done [SH97] [SH98]. Where it
 * would do anything else by now it is refused. One press takes it back.
 */
export async function importTracker(context: Context, actor: Actor, input: unknown): Promise<TrackerDone> {
  requirePerson(actor, 'shift.manage');
  const { text, seen } = await readInput(input);
  const { done, tell } = await context.database.transaction(async (trx) => {
    const planned = (await decide(trx, text)).changed.map(({ findingId }) => findingId);
    await store.holdFindings(trx, planned);
    // Anew, as the findings stand now that nobody else writes on them.
    const { changed, fingerprint } = await decide(trx, text);
    if (fingerprint !== seen) throw new AppError('conflict', { reason: 'tracker.movedOn' });
    return write(context, trx, actor, changed);
  });
  tell();
  await tellRounds(context, done.changes);
  return { changed: done.changes.length, told: done.told, undoId: done.undoId };
}

/** Says by hand where a finding stands in another tracker; empty takes it out [SH98]. */
export async function trackFinding(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'shift.manage');
  const { roundId, findingId, key, status, version } = parseInput(TrackedForm, input);
  const { done, tell } = await context.database.transaction(async (trx) => {
    await store.holdFindings(trx, [findingId]);
    const found = (await store.listTrackedFindings(trx)).find(({ id }) => id === findingId);
    if (found?.roundId !== roundId) throw new AppError('not-found');
    const before = found.tracked;
    // A status that says nothing to us was resolved, as a list said: it stays so as long as it is not changed.
    const isFixed = status === before.status ? before.isFixed : isFixedBy(status);
    const after: Tracked = { key, status, version, isFixed };
    const changes = isSameTracked(before, after)
      ? []
      : [{ findingId, before, after, news: newsOfTracked(before, after) }];
    return write(context, trx, actor, changes);
  });
  tell();
  await tellRounds(context, done.changes);
  return { undoId: done.undoId };
}

type Change = Pick<TrackerPreview['changed'][number], 'findingId' | 'before' | 'after' | 'news'>;

async function write(
  context: Context,
  trx: Queries,
  actor: PersonActor,
  changes: readonly Change[],
): Promise<{ done: { changes: readonly Change[]; told: number; undoId: string | null }; tell: TellInboxes }> {
  if (changes.length === 0) return { done: { changes, told: 0, undoId: null }, tell: () => undefined };
  for (const { findingId, after } of changes) await store.setTracked(trx, findingId, after);
  const notices = await noticesOf(trx, actor, changes);
  const tell = await addNotices(context, trx, notices);
  await auditTracker(context, trx, actor, changes.length);
  const undoId = await TRACKER_UNDO.keep(context, trx, actor, {
    changes: changes.map(({ findingId, before, after, news }) => ({ findingId, before, after, news })),
  });
  return { done: { changes, told: new Set(notices.map(({ personId }) => personId)).size, undoId }, tell };
}

/** The news of one finding are the same however often a list says them. */
const occasionOf = ({ news, after }: Pick<Change, 'news' | 'after'>): string =>
  news === 'done' ? 'done' : `version ${after.version}`;

/** Whoever found something, and whoever else reported its issue. */
async function noticesOf(trx: Queries, actor: PersonActor, changes: readonly Change[]): Promise<NewNotice[]> {
  const ids = changes.filter(({ news }) => news !== null).map(({ findingId }) => findingId);
  const finders = new Map(
    (await store.listTrackedFindings(trx)).map(({ id, personId }) => [id, personId] as const),
  );
  const reporters = await listReportersOfFindings({ db: trx }, actor, ids);
  return changes.flatMap((change) => {
    const { findingId, news } = change;
    if (news === null) return [];
    const finder = finders.get(findingId);
    const people = new Set([...(finder === undefined ? [] : [finder]), ...(reporters.get(findingId) ?? [])]);
    return [...people].map((personId) => ({
      ...{ personId, kind: `tracker.${news}` as const, occasion: occasionOf(change) },
      ...{ subject: { kind: 'finding' as const, id: findingId }, byId: actor.id, values: {} },
    }));
  });
}

function auditTracker(context: Context, trx: Queries, actor: Actor, items: number): Promise<void> {
  return recordAudit(trx, {
    ...{ atMs: context.clock(), actor, action: 'shift.tracker', details: { items } },
    subject: { kind: 'organisation', id: 'main' },
  });
}

async function tellRounds(context: Context, changes: readonly Pick<Change, 'findingId'>[]): Promise<void> {
  const changed = new Set(changes.map(({ findingId }) => findingId));
  const findings = changed.size === 0 ? [] : await store.listTrackedFindings(context.db);
  const rounds = new Set(findings.filter(({ id }) => changed.has(id)).map(({ roundId }) => roundId));
  for (const id of rounds) context.bus.tell({ kind: 'round', id, action: 'finding' });
}

async function readInput(input: unknown): Promise<{ text: string; seen: string }> {
  const { file, seen } = parseInput(TrackerImportForm, input);
  if (file.byteLength > MAX_TRACKER_BYTES) throw new AppError('too-large');
  const text = await decodeList(file);
  if (text === undefined)
    throw new AppError('invalid', { issues: [{ path: 'file', message: 'tracker.noList' }] });
  return { text, seen };
}

/** What a list comes to with the findings that there are now. */
async function decide(db: Queries, text: string): Promise<TrackerPreview> {
  const list = readTrackerFile(text);
  if (list.rows.length > MOST_TRACKER_ROWS)
    throw new AppError('too-large', { reason: 'tracker.tooMany', values: { limit: MOST_TRACKER_ROWS } });
  const findings = await store.listTrackedFindings(db);
  const plan = planTracker(
    list,
    findings.map(({ id, text: words, tracked }) => ({ id, title: headOf(words), tracked })),
  );
  const fingerprint = createHash('sha256').update(JSON.stringify(plan)).digest('base64url');
  return { ...plan, fingerprint };
}

const StoredTracked = v.object({
  ...{ key: v.string(), status: v.string(), version: v.string(), isFixed: v.boolean() },
});

/** Findings stand in the tracker as before, except those that were changed since; nobody is told any more [SH97]. */
export const TRACKER_UNDO = undoable(
  'tracker-import',
  v.object({
    changes: v.array(
      v.object({
        ...{ findingId: v.string(), before: StoredTracked, after: StoredTracked },
        news: v.nullable(v.picklist(['done', 'fixed'])),
      }),
    ),
  }),
  async (context: Context, trx, actor, { changes }) => {
    requirePerson(actor, 'shift.manage');
    await store.holdFindings(
      trx,
      changes.map(({ findingId }) => findingId),
    );
    const now = new Map(
      (await store.listTrackedFindings(trx)).map(({ id, tracked }) => [id, tracked] as const),
    );
    const untouched = changes.filter(({ findingId, after }) => {
      const tracked = now.get(findingId);
      return tracked !== undefined && isSameTracked(tracked, after);
    });
    const tells: TellInboxes[] = [];
    for (const change of untouched) {
      const { findingId, before, news } = change;
      await store.setTracked(trx, findingId, before);
      if (news === null) continue;
      tells.push(
        await withdrawNotices(context, trx, {
          ...{ subject: { kind: 'finding', id: findingId }, kinds: [`tracker.${news}`] },
          occasion: occasionOf(change),
        }),
      );
    }
    await auditTracker(context, trx, actor, untouched.length);
    return {
      said: {
        key: 'tracker.undone',
        values: { n: untouched.length, kept: changes.length - untouched.length },
      },
      after: async () => {
        for (const tell of tells) tell();
        await tellRounds(context, untouched);
      },
    };
  },
);
