import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor, PersonId } from '#lib/people/person.ts';
import type { Insight } from '#lib/survey/insights/insight.ts';
import { makeJoinCode } from '#lib/workshop/join/join-code.ts';
import type { AxisSummary } from '#lib/workshop/ballots/ratings.ts';
import { SeatForm } from '#lib/workshop/workshop-forms.ts';
import type { Participation, Seat } from '#lib/workshop/workshop.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { WorkshopContext } from './workshop-context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import { findRoomInsight } from './evidence/shown-figure.ts';
import { boardName } from './board.ts';
import { readCauses, type BoardCause } from './board-causes.ts';
import { listCofacilitators, type CofacilitatorRow } from './facilitator-store.ts';
import { listGuests, type GuestRow } from './guest-store.ts';
import { insertMembers, listMembers, type MemberRow } from './member-store.ts';
import { participationsOf, requireFacilitated, requireReadable, type Readable } from './participation.ts';
import { listChecks } from './evidence/evidence-store.ts';
import { lastResults } from './seals/seal-store.ts';
import * as store from './store.ts';

/** The workshops that somebody is in; a lead sees no others either [WS5]. */
export async function listWorkshops(
  context: WorkshopContext,
  actor: Actor,
): Promise<(store.WorkshopRow & { participation: Participation })[]> {
  requirePerson(actor, 'workshop.list');
  const all = await store.listWorkshops(context.db);
  const participation = await participationsOf(context.db, actor.id);
  return all
    .map((workshop) => ({ ...workshop, participation: participation(workshop) }))
    .filter((workshop) => workshop.participation !== 'none');
}

/**
 * The workshops of these ids, or about one of these insights, that this person is in [WS5], and whether there
 * are others. Others that are still prepared are nobody's business yet.
 */
export async function listTraced(
  context: WorkshopContext,
  actor: Actor,
  by: { ids: readonly string[] } | { insightIds: readonly string[] },
): Promise<{ shown: store.TracedWorkshop[]; hasHidden: boolean }> {
  requirePerson(actor, 'workshop.list');
  const found = await store.listTraced(context.db, by);
  const participation = await participationsOf(context.db, actor.id);
  const isIn = (workshop: store.TracedWorkshop): boolean => participation(workshop) !== 'none';
  return {
    shown: found.filter(isIn),
    hasHidden: found.some((workshop) => !isIn(workshop) && workshop.stage !== 'prepare'),
  };
}

/** Everything that its page shows to whoever is in a workshop. */
export interface WorkshopDetails extends Readable {
  members: MemberRow[];
  cofacilitators: CofacilitatorRow[];
  seats: { seat: Seat; personId: PersonId }[];
  guests: GuestRow[];
  insight: Insight | undefined;
}

/** A workshop with everybody and everything that its page shows [WS5]. */
export async function getWorkshop(
  context: WorkshopContext,
  actor: Actor,
  id: string,
): Promise<WorkshopDetails> {
  const readable = await requireReadable(context.db, actor, id);
  const { insightId } = readable.workshop;
  return {
    ...readable,
    members: await listMembers(context.db, id),
    cofacilitators: await listCofacilitators(context.db, id),
    seats: await store.listSeats(context.db, id),
    guests: (await listGuests(context.db, id)).filter(({ isWaiting }) => !isWaiting),
    insight: insightId ? await findRoomInsight(context, insightId) : undefined,
  };
}

/** A workshop alone, with what this actor is in it, for pages that show nobody else. */
export function getAccess(context: WorkshopContext, actor: Actor, id: string): Promise<Readable> {
  return requireReadable(context.db, actor, id);
}

/** A cause with what the room found about it in its last vote, its last ratings and its checks. */
export interface FoundCause extends BoardCause {
  result: {
    vote: { dots: number; voters: number } | null;
    rating: { raters: number; importance: AxisSummary; urgency: AxisSummary; isSplit: boolean } | null;
    status: string;
  };
}

/** The causes of a workshop's board with their paths, for whoever turns them into issues. */
export async function listCauses(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<{ workshop: store.WorkshopRow; causes: FoundCause[] }> {
  requirePermission(actor, 'issue.manage');
  const { workshop } = await requireReadable(context.db, actor, workshopId);
  const causes = await context.rooms.read(boardName(workshopId), readCauses);
  const { votes, ratings } = await lastResults(context.db, workshop);
  const checks = await listChecks(context.db, workshopId);
  return {
    workshop,
    causes: causes.map((cause) => {
      const tally = votes?.causes.find(({ causeId }) => causeId === cause.id);
      const rated = ratings?.causes.find(({ causeId }) => causeId === cause.id);
      return {
        ...cause,
        result: {
          vote: votes ? { dots: tally?.dots ?? 0, voters: votes.voters } : null,
          rating: rated
            ? {
                raters: rated.n,
                importance: rated.importance,
                urgency: rated.urgency,
                isSplit: rated.isSplit,
              }
            : null,
          status: checks[cause.id]?.status ?? 'possible',
        },
      };
    }),
  };
}

/** Gives a seat to a person, who is invited with it; an empty person frees the seat. */
export async function fillSeat(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.manage');
  const form = parseInput(SeatForm, input);
  const workshop = await requireFacilitated(context.db, actor, form.workshopId);
  await context.database.transaction(async (trx) => {
    await store.replaceSeat(trx, workshop.id, form.seat, form.personId || null);
    if (form.personId) await insertMembers(trx, workshop.id, [form.personId], context.clock());
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'workshop.seat',
      subject: { kind: 'workshop', id: workshop.id },
      ...(form.personId && { whom: [form.personId] }),
      details: { seat: form.seat },
    });
  });
  context.bus.tell({ kind: 'workshop', id: workshop.id, action: 'seat' });
}

/** A new join code; the old one stops working and guests who are in stay in [WS6]. Can be taken back. */
export async function renewJoinCode(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.manage');
  const joinCode = makeJoinCode(randomBytes);
  const undoId = await context.database.transaction(async (trx) => {
    const before = await writeJoinCode(context, trx, actor, workshopId, () => joinCode);
    return CODE_UNDO.keep(context, trx, actor, { workshopId, before, after: joinCode });
  });
  await context.control.tell(workshopId);
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'renewCode' });
  return { undoId };
}

export const CODE_UNDO = undoable(
  'join-code',
  v.object({ workshopId: v.string(), before: v.string(), after: v.string() }),
  async (context: WorkshopContext, trx, actor, { workshopId, before, after }) => {
    requirePermission(actor, 'workshop.manage');
    await writeJoinCode(context, trx, actor, workshopId, (joinCode) => {
      if (joinCode !== after) throw new AppError('conflict', { reason: 'join.renewedSince' });
      return before;
    });
    return {
      after: async () => {
        await context.control.tell(workshopId);
        context.bus.tell({ kind: 'workshop', id: workshopId, action: 'renewCode' });
      },
    };
  },
);

/** Returns the code of before. */
async function writeJoinCode(
  context: WorkshopContext,
  trx: Queries,
  actor: Actor,
  workshopId: string,
  next: (joinCode: string) => string,
): Promise<string> {
  const workshop = await requireFacilitated(trx, actor, workshopId);
  const change = { joinCode: next(workshop.joinCode) };
  if (!(await store.updateWorkshop(trx, workshop.id, workshop.version, change))) throw new AppError('stale');
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: 'workshop.renewCode',
    subject: { kind: 'workshop', id: workshop.id },
  });
  return workshop.joinCode;
}
