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
import { requireFacilitated } from '../participation.ts';
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

/** Calls a session off; calendars that have it hear of it with the next invitations [WS63]. */
export async function removeSession(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, ...at } = parseInput(SessionRemovalForm, input);
  const about = { workshopId, action: 'cancelSession', sessionId: at.id } as const;
  await change(context, actor, about, async (trx) => {
    const before = requireCurrent(await listSessions(trx, workshopId), at);
    if (!(await updateSession(trx, before, 'cancel', context.clock()))) throw new AppError('stale');
  });
}

/** One change of the sessions of a workshop that this actor prepares, with its line in the audit log. */
async function change(
  context: WorkshopContext,
  actor: Actor,
  about: { workshopId: string; action: 'session' | 'cancelSession'; sessionId: string },
  write: (trx: Queries, workshop: WorkshopRow) => Promise<void>,
): Promise<void> {
  const { workshopId, action, sessionId } = about;
  await context.database.transaction(async (trx) => {
    await holdWorkshop(trx, workshopId); // two changes at once would both find the version that they saw
    await write(trx, await requireFacilitated(trx, actor, workshopId));
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: `workshop.${action}`,
      subject: { kind: 'workshop', id: workshopId },
      details: { session: sessionId },
    });
  });
  context.bus.tell({ kind: 'workshop', id: workshopId, action });
}

function requireCurrent(sessions: readonly Session[], at: { id: string; version: number }): Session {
  const found = sessions.find(({ id }) => id === at.id);
  if (!found) throw new AppError('not-found');
  if (found.isCancelled || found.version !== at.version) throw new AppError('stale', { current: found });
  return found;
}
