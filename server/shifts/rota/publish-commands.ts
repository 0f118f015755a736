import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { fitScopes } from '#lib/shifts/fit-scopes.ts';
import { SCOPES } from '#lib/shifts/shift.ts';
import { areSamePairs, brokenRule, lostPairs, type DraftPair } from '#lib/shifts/wishes/rota-draft.ts';
import { RotaForm } from '#lib/shifts/wishes/wish.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, type NewNotice } from '../../notify/notice-commands.ts';
import { holdPerson, listPeople } from '../../people/store.ts';
import { untellSeat } from '../seats/seat-commands.ts';
import { finishOffer, settleTour } from '../seats/settle-line.ts';
import { putSeat } from '../seats/take-place.ts';
import { leaveLine, listLine } from '../seats/waiting-store.ts';
import * as store from '../store.ts';
import { holdTour, type TourRow } from '../tour-store.ts';
import { readRotaRound, type ReadRota } from './read-rota-round.ts';
import { requireAnswered, requireNoRun, requireDraftVersion, seatPairs } from './rota-commands.ts';
import type { RotaContext } from './rota-runs.ts';
import * as rotaStore from './rota-store.ts';

/**
 * Publishes a draft [SH36]: its pairs are seats like any others from now on, who lost one or got one is told, and of
 * the draft nothing stays. The first time everybody else is told that there is a rota, whatever they had answered.
 */
export async function publishRota(
  context: RotaContext,
  actor: Actor,
  input: unknown,
): Promise<{ given: number; taken: number }> {
  requirePerson(actor, 'shift.manage');
  const { roundId, version } = parseInput(RotaForm, input);
  const { given, taken, tells } = await context.database.transaction(async (trx) => {
    const before = await requireAnswered(context, trx, roundId);
    requireNoRun(context, roundId);
    await holdEverybody(trx, await readRotaRound(context, trx, before));
    const read = await readRotaRound(context, trx, before);
    requireDraftVersion(read, version);
    const draft = requirePublishable(read);
    const { given, taken } = changesOf(read, draft);
    const tells = [
      ...(await takeSeats(context, trx, read, taken)),
      ...(await giveSeats(context, trx, read, given)),
    ];
    for (const tour of read.tours) tells.push((await settleTour(context, trx, tour)).tell);
    const told = [
      ...taken.map((pair) => seatNotice(context, read, pair, { kind: 'shift.unassigned', actor })),
      ...given.map((pair) => seatNotice(context, read, pair, { kind: 'shift.assigned', actor })),
    ].flatMap((notice) => notice ?? []);
    tells.push(await addNotices(context, trx, told));
    if (before.rotaPublishedAtMs === null)
      tells.push(await addNotices(context, trx, await restNotices(trx, read, { roundId, byId: actor.id })));
    await rotaStore.deleteDraft(trx, roundId);
    await rotaStore.markRotaPublished(trx, roundId, context.clock());
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'round.rotaPublish',
      subject: { kind: 'round', id: roundId },
    });
    return { given: given.length, taken: taken.length, tells };
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'rota' });
  return { given, taken };
}

/** People before tours, each in one order, as everywhere: or two who wait for each other would wait for ever. */
async function holdEverybody(trx: Queries, { tours, seats, draft }: ReadRota): Promise<void> {
  const people = new Set([...seats, ...(draft?.pairs ?? [])].map(({ personId }) => personId));
  for (const id of [...people].toSorted()) await holdPerson(trx, id);
  for (const id of tours.map((tour) => tour.id).toSorted()) await holdTour(trx, id);
}

/** A draft that keeps every rule at this moment, on the seats that it was made for. */
function requirePublishable(read: ReadRota): rotaStore.DraftRow {
  const { draft, round } = read;
  if (!draft) throw new AppError('not-found');
  if (draft.result.status === 'infeasible') throw new AppError('conflict', { reason: 'rota.impossible' });
  if (!areSamePairs(draft.result.seats, seatPairs(read)))
    throw new AppError('conflict', { reason: 'rota.seatsChanged' });
  if (lostPairs(round, draft.pairs).length > 0 || brokenRule(round, draft.pairs))
    throw new AppError('conflict', { reason: 'rota.holdsNoLonger' });
  return draft;
}

function changesOf(
  { seats }: ReadRota,
  { pairs }: rotaStore.DraftRow,
): { given: DraftPair[]; taken: DraftPair[] } {
  const has = (list: readonly DraftPair[], { personId, tourId }: DraftPair): boolean =>
    list.some((each) => each.personId === personId && each.tourId === tourId);
  return {
    given: pairs.filter((pair) => !has(seats, pair)),
    taken: seats.filter((pair) => !has(pairs, pair)),
  };
}

async function takeSeats(
  context: RotaContext,
  trx: Queries,
  read: ReadRota,
  taken: readonly DraftPair[],
): Promise<(() => void)[]> {
  const tells: (() => void)[] = [];
  for (const { personId, tourId } of taken) {
    const tour = tourOf(read, tourId);
    if (!tour) continue;
    await store.deleteSignUp(trx, tourId, personId);
    tells.push(await untellSeat(context, trx, tour, personId));
  }
  return tells;
}

async function giveSeats(
  context: RotaContext,
  trx: Queries,
  read: ReadRota,
  given: readonly DraftPair[],
): Promise<(() => void)[]> {
  const tells: (() => void)[] = [];
  for (const { personId, tourId } of given) {
    const tour = tourOf(read, tourId);
    if (!tour) continue;
    const waiting = (await listLine(trx, tourId)).find((each) => each.personId === personId);
    if (waiting) {
      await leaveLine(trx, tourId, [personId]);
      tells.push(await finishOffer(context, trx, tour, waiting));
    }
    const wish = read.wishes.find((each) => each.personId === personId);
    const scopes = fitScopes(wish?.scopes ?? SCOPES, tour.scopes);
    tells.push(
      await putSeat(context, trx, tour, { tourId, personId, scopes, signedUpAtMs: context.clock() }),
    );
  }
  return tells;
}

function tourOf({ tours }: ReadRota, tourId: string): TourRow | undefined {
  return tours.find(({ id }) => id === tourId);
}

function seatNotice(
  context: RotaContext,
  read: ReadRota,
  { personId, tourId }: DraftPair,
  { kind, actor }: { kind: 'shift.assigned' | 'shift.unassigned'; actor: Actor & { id: string } },
): NewNotice | undefined {
  const tour = tourOf(read, tourId);
  return (
    tour && {
      ...{ personId, kind, byId: actor.id === personId ? null : actor.id },
      subject: { kind: 'round', id: tour.roundId },
      // A seat that was given and taken before is an occasion of its own.
      occasion: kind === 'shift.assigned' ? tour.id : `${tour.id} ${context.clock()}`,
      values: { tourId, day: tour.day, startsAt: tour.startsAt, endsAt: tour.endsAt },
    }
  );
}

/** To everybody without a seat the same words: nothing tells who had answered what [SH37]. */
async function restNotices(
  trx: Queries,
  { draft }: ReadRota,
  { roundId, byId }: { roundId: string; byId: string },
): Promise<NewNotice[]> {
  const seated = new Set(draft?.pairs.map(({ personId }) => personId));
  return (await listPeople(trx))
    .filter(({ id, isActive }) => isActive && !seated.has(id))
    .map(({ id }) => ({
      ...{ personId: id, kind: 'shift.rota' as const, byId },
      ...{ subject: { kind: 'round' as const, id: roundId }, occasion: roundId, values: {} },
    }));
}
