import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { asId, newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  isSamePlan,
  SessionForm,
  SessionRemovalForm,
  type Session,
  type SessionId,
} from '#lib/workshop/prepare/session.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import type { Queries } from '#server/database/engine.ts';
import { undoable } from '#server/undo/undoable.ts';
import { requireFacilitated } from '../participation.ts';
import { listMailed, listMailings } from './mailing-store.ts';
import { insertSession, listSessions, updateSession } from './prepare-store.ts';
import { holdWorkshop, type WorkshopRow } from '../store.ts';

/** More sittings than this are no workshop. */
export const MOST_SESSIONS = 20;

/** Plans a session, or changes one [WS61]. A change that changes nothing reaches no calendar. */
export async function saveSession(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<SessionId> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, id: givenId, version, ...plan } = parseInput(SessionForm, input);
  const atMs = context.clock();
  const id = givenId ? asId<'session'>(givenId) : newId<'session'>();
  await change(context, actor, { workshopId, action: 'session', sessionId: id }, async (trx, workshop) => {
    const known = new Set<string>(workshop.programme.map((step) => step.id));
    const settled = { ...plan, steps: plan.steps.filter((step) => known.has(step)) };
    const sessions = await listSessions(trx, workshopId);
    if (!givenId) {
      if (sessions.filter(({ isCancelled }) => !isCancelled).length >= MOST_SESSIONS)
        throw new AppError('conflict', {
          reason: 'prepare.session.tooMany',
          values: { limit: MOST_SESSIONS },
        });
      await insertSession(trx, workshopId, { ...settled, id }, atMs);
      return;
    }
    const before = requireCurrent(sessions, { id, version });
    if (isSamePlan(before, settled)) return;
    if (!(await updateSession(trx, before, settled, atMs))) throw new AppError('stale');
  });
  return id;
}

/** Calls a session off; calendars that have it hear of it with the next invitations [WS63]. Can be taken back until then. */
export async function removeSession(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, ...at } = parseInput(SessionRemovalForm, input);
  const about = { workshopId, action: 'cancelSession', sessionId: at.id } as const;
  let undoId: string | null = null;
  await change(context, actor, about, async (trx) => {
    const before = requireCurrent(await listSessions(trx, workshopId), at);
    if (!(await updateSession(trx, before, 'cancel', context.clock()))) throw new AppError('stale');
    const cancelled = { workshopId, id: before.id, version: before.version + 1 };
    undoId = await SESSION_UNDO.keep(context, trx, actor, cancelled);
  });
  return { undoId };
}

/**
 * The session takes place again, in its next version: a calendar that somebody fetched meanwhile would not
 * hear of an earlier one.
 */
export const SESSION_UNDO = undoable(
  'session',
  v.object({ workshopId: v.string(), id: v.string(), version: v.number() }),
  async (context: WorkshopContext, trx, actor, { workshopId, id, version }) => {
    requirePermission(actor, 'workshop.manage');
    const told = await changeWithin(
      context,
      trx,
      actor,
      { workshopId, action: 'session', sessionId: id },
      async () => {
        const isMailed = (await listMailed(trx, workshopId)).some(
          (mailed) => mailed.sessionId === id && mailed.version >= version,
        );
        const isOnItsWay = (await listMailings(trx, workshopId)).some(({ state }) => state === 'waiting');
        if (isMailed || isOnItsWay) throw new AppError('conflict', { reason: 'prepare.session.toldOff' });
        if (!(await updateSession(trx, { id, version }, 'restore', context.clock())))
          throw new AppError('stale');
      },
    );
    return { after: told };
  },
);

interface About {
  workshopId: string;
  action: 'session' | 'cancelSession';
  sessionId: string;
}

type Write = (trx: Queries, workshop: WorkshopRow) => Promise<void>;

/** One change of the sessions of a workshop that this actor prepares, with its line in the audit log. */
async function change(context: WorkshopContext, actor: Actor, about: About, write: Write): Promise<void> {
  const told = await context.database.transaction((trx) => changeWithin(context, trx, actor, about, write));
  told();
}

/** The same in a transaction that is under way; returns how it is told after its commit. */
async function changeWithin(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  { workshopId, action, sessionId }: About,
  write: Write,
): Promise<() => void> {
  await holdWorkshop(trx, workshopId); // two changes at once would both find the version that they saw
  await write(trx, await requireFacilitated(trx, actor, workshopId));
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `workshop.${action}`,
    subject: { kind: 'workshop', id: workshopId },
    details: { session: sessionId },
  });
  return () => context.bus.tell({ kind: 'workshop', id: workshopId, action });
}

function requireCurrent(sessions: readonly Session[], at: { id: string; version: number }): Session {
  const found = sessions.find(({ id }) => id === at.id);
  if (!found) throw new AppError('not-found');
  if (found.isCancelled || found.version !== at.version) throw new AppError('stale', { current: found });
  return found;
}
