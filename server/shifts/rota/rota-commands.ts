import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import { REST_HOURS } from '#lib/shifts/rota/rest.ts';
import type { SolvedRota } from '#lib/shifts/rota/rota-search.ts';
import type { RotaRound } from '#lib/shifts/rota/rota.ts';
import { windowState } from '#lib/shifts/sign-up-window.ts';
import {
  brokenRule,
  lostPairs,
  StoredResult,
  type DraftPair,
  type RotaResult,
} from '#lib/shifts/wishes/rota-draft.ts';
import { LOCK_KINDS, RotaForm, RotaLockForm, RotaMoveForm } from '#lib/shifts/wishes/wish.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Queries } from '../../database/engine.ts';
import { undoable } from '../../undo/undoable.ts';
import { runRota } from '../rota-job.ts';
import { readRotaRound, type ReadRota } from './read-rota-round.ts';
import type { RotaContext } from './rota-runs.ts';
import { findRound, holdRound, type RoundRow } from '../round-store.ts';
import * as rotaStore from './rota-store.ts';

/**
 * Proposes a rota for all tours of a round that have not begun [SH33]. Answers at once: it is reckoned beside what the
 * server does, and its readers hear of it. What is held fast by hand stays.
 */
export async function proposeRota(context: RotaContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'shift.manage');
  const { roundId, version } = parseInput(RotaForm, input);
  const read = await context.database.transaction(async (trx) => {
    const round = await requireAnswered(context, trx, roundId);
    const read = await readRotaRound(context, trx, round);
    requireDraftVersion(read, version);
    if (read.tours.length === 0) throw new AppError('read-only', { reason: 'shifts.begun' });
    if (context.rotaRuns.find(roundId)) throw new AppError('conflict', { reason: 'rota.running' });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'round.rotaPropose',
      subject: { kind: 'round', id: roundId },
    });
    return read;
  });
  const stop = context.rotaRuns.begin(roundId, context.clock());
  if (!stop) throw new AppError('conflict', { reason: 'rota.running' });
  context.bus.tell({ kind: 'round', id: roundId, action: 'reckon' });
  context.jobs.add('rota', (closing) => reckon(context, { roundId, version, read, stop, closing }));
}

async function reckon(
  context: RotaContext,
  {
    roundId,
    version,
    read,
    stop,
    closing,
  }: { roundId: string; version: number; read: ReadRota; stop: AbortSignal; closing: AbortSignal },
): Promise<void> {
  try {
    const signal = AbortSignal.any([stop, closing]);
    if (signal.aborted) return;
    const tell = ({ score }: SolvedRota): void => {
      context.rotaRuns.tell(roundId, score.unfilled);
      context.bus.tell({ kind: 'round', id: roundId, action: 'reckon' });
    };
    const solved = await runRota(read.round, { signal, tell });
    await context.database.transaction(async (trx) => {
      // Whoever changed the draft meanwhile has the newer one, and this is not written over it.
      if (stop.aborted || !(await rotaStore.writeDraft(trx, roundId, resultOf(read, solved), version)))
        return;
      // Where locks are in conflict there is no rota: what stood before is what a lead goes on from.
      if (solved.status !== 'infeasible')
        await rotaStore.replacePairs(trx, roundId, pairsOf(read.round, solved));
    });
  } catch (error) {
    if (!stop.aborted && !closing.aborted) throw error;
  } finally {
    context.rotaRuns.finish(roundId, stop);
    context.bus.tell({ kind: 'round', id: roundId, action: 'reckon' });
  }
}

function resultOf(read: ReadRota, { status, openStage, gap, conflicts }: SolvedRota): RotaResult {
  return {
    ...{ status, openStage: openStage ?? null, gap },
    conflicts: conflicts.map((conflict) => ({ ...conflict, locks: [...conflict.locks] })),
    seats: seatPairs(read),
  };
}

/** Who has which seat, as a draft remembers it. */
export function seatPairs({ seats }: Pick<ReadRota, 'seats'>): RotaResult['seats'] {
  return seats.map(({ personId, tourId }) => ({ person: personId, tour: tourId }));
}

function pairsOf({ people, tours }: RotaRound, { pairs }: SolvedRota): DraftPair[] {
  return pairs.flatMap(({ person, tour }) => {
    const [personId, tourId] = [people[person]?.id, tours[tour]?.id];
    return personId === undefined || tourId === undefined ? [] : [{ personId, tourId }];
  });
}

/** Ends a rota that is being reckoned; what stood before stands. */
export async function cancelRota(context: RotaContext, actor: Actor, roundId: string): Promise<void> {
  requirePermission(actor, 'shift.manage');
  if (!(await findRound(context.db, roundId))) throw new AppError('not-found');
  if (context.rotaRuns.cancel(roundId)) context.bus.tell({ kind: 'round', id: roundId, action: 'reckon' });
}

/**
 * Holds somebody fast on a tour of the draft, takes them off it and keeps them off, or loosens either [SH34]. Only who is
 * on the draft can be held: of others a lead knows nothing, and is to know nothing.
 */
export async function lockRota(
  context: RotaContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'shift.manage');
  const { roundId, version, lock, ...pair } = parseInput(RotaLockForm, input);
  return changeDraft(context, actor, { roundId, version, touched: [pair] }, async (trx, { draft }) => {
    const isOn = draft.pairs.some((each) => isSame(each, pair));
    const isHeld = draft.locks.some((each) => isSame(each, pair));
    if (lock === 'free' ? !isHeld : !isOn) throw new AppError('not-found');
    await rotaStore.setLock(trx, roundId, pair, lock === 'free' ? null : lock);
    return lock === 'off' ? draft.pairs.filter((each) => !isSame(each, pair)) : draft.pairs;
  });
}

/** Puts somebody of the draft on another tour, where every rule lets them, and holds them fast there [SH34]. */
export async function moveOnRota(
  context: RotaContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'shift.manage');
  const { roundId, version, toTourId, ...pair } = parseInput(RotaMoveForm, input);
  const to = { personId: pair.personId, tourId: toTourId };
  const about = { roundId, version, touched: [pair, to] };
  return changeDraft(context, actor, about, async (trx, { draft, round }) => {
    if (!draft.pairs.some((each) => isSame(each, pair))) throw new AppError('not-found');
    if (!round.tours.some(({ id }) => id === toTourId)) throw new AppError('not-found');
    if (draft.pairs.some((each) => isSame(each, to)))
      throw new AppError('conflict', { reason: 'rota.refused.twice' });
    const pairs = [...draft.pairs.filter((each) => !isSame(each, pair)), to];
    const lost = lostPairs(round, pairs);
    const broken = brokenRule(
      round,
      pairs.filter((each) => isSame(each, to) || !lost.includes(each)),
    );
    if (broken)
      throw new AppError('conflict', {
        reason: `rota.refused.${broken.rule}`,
        values: { limit: broken.limit ?? 0, hours: REST_HOURS },
      });
    await rotaStore.setLock(trx, roundId, pair, null);
    await rotaStore.setLock(trx, roundId, to, 'keep');
    return pairs;
  });
}

/** Throws a draft away; what is published stands. */
export async function discardRota(context: RotaContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'shift.manage');
  const { roundId, version } = parseInput(RotaForm, input);
  await context.database.transaction(async (trx) => {
    const round = await requireAnswered(context, trx, roundId);
    requireDraftVersion(await readRotaRound(context, trx, round), version);
    requireNoRun(context, roundId);
    if (!(await rotaStore.deleteDraft(trx, roundId))) throw new AppError('not-found');
  });
  context.bus.tell({ kind: 'round', id: roundId, action: 'rota' });
}

/** One change by hand: on the version that was seen, and never beside a rota that is being reckoned. */
async function changeDraft(
  context: RotaContext,
  actor: Actor,
  { roundId, version, touched }: { roundId: string; version: number; touched: readonly DraftPair[] },
  change: (trx: Queries, read: ReadRota & { draft: rotaStore.DraftRow }) => Promise<readonly DraftPair[]>,
): Promise<{ undoId: string | null }> {
  const undoId = await context.database.transaction(async (trx) => {
    const round = await requireAnswered(context, trx, roundId);
    const read = await readRotaRound(context, trx, round);
    requireNoRun(context, roundId);
    const { draft } = read;
    if (!draft) throw new AppError('not-found');
    requireDraftVersion(read, version);
    const pairs = await change(trx, { ...read, draft });
    const isMoved = pairs !== draft.pairs;
    const result = isMoved ? handChanged(draft.result) : draft.result;
    if (!(await rotaStore.writeDraft(trx, roundId, result, version)))
      throw new AppError('stale', { current: { version: draft.version } });
    await rotaStore.replacePairs(trx, roundId, pairs);
    return ROTA_HAND_UNDO.keep(context, trx, actor, {
      ...{ roundId, version: version + 1, result: draft.result },
      before: touched.map(({ personId, tourId }) => ({
        ...{ personId, tourId, isOn: draft.pairs.some((each) => isSame(each, { personId, tourId })) },
        lock: draft.locks.find((each) => isSame(each, { personId, tourId }))?.kind ?? null,
      })),
    });
  });
  context.bus.tell({ kind: 'round', id: roundId, action: 'rota' });
  return { undoId };
}

/** A change by hand is taken back as long as the draft is the one that it made [SH117]. */
export const ROTA_HAND_UNDO = undoable(
  'rota-hand',
  v.object({
    ...{ roundId: v.string(), version: v.number(), result: StoredResult },
    before: v.array(
      v.object({
        ...{ personId: v.string(), tourId: v.string(), isOn: v.boolean() },
        lock: v.nullable(v.picklist(LOCK_KINDS)),
      }),
    ),
  }),
  async (context: RotaContext, trx, actor, { roundId, version, result, before }) => {
    requirePermission(actor, 'shift.manage');
    await requireAnswered(context, trx, roundId);
    requireNoRun(context, roundId);
    const draft = await rotaStore.findDraft(trx, roundId);
    if (draft?.version !== version || !(await rotaStore.writeDraft(trx, roundId, result, version)))
      throw new AppError('conflict', { reason: 'rota.undoGone' });
    const untouched = draft.pairs.filter((pair) => !before.some((each) => isSame(each, pair)));
    await rotaStore.replacePairs(trx, roundId, [...untouched, ...before.filter(({ isOn }) => isOn)]);
    for (const { lock, ...pair } of before) await rotaStore.setLock(trx, roundId, pair, lock);
    return { after: () => context.bus.tell({ kind: 'round', id: roundId, action: 'rota' }) };
  },
);

/** What was changed by hand is proven no longer. */
function handChanged(result: RotaResult): RotaResult {
  return { ...result, status: 'changed', openStage: null, gap: null, conflicts: [] };
}

/** The round, held, once all answers are in: before, nobody looks at any [SH32]. */
export async function requireAnswered(
  context: RotaContext,
  trx: Queries,
  roundId: string,
): Promise<RoundRow> {
  const round = await holdRound(trx, roundId);
  if (!round) throw new AppError('not-found');
  if (round.mode !== 'rota') throw new AppError('conflict', { reason: 'rota.isFirst' });
  const state = windowState(round, dayAt(context.clock(), context.settings.timeZone));
  if (round.rotaPublishedAtMs === null && state !== 'closed')
    throw new AppError('conflict', { reason: 'rota.stillAsking' });
  return round;
}

/** Two leads at once: who presses on what the other has changed is told so. */
export function requireDraftVersion({ draft }: Pick<ReadRota, 'draft'>, version: number): void {
  const current = draft?.version ?? 0;
  if (current !== version) throw new AppError('stale', { current: { version: current } });
}

export function requireNoRun(context: RotaContext, roundId: string): void {
  if (context.rotaRuns.find(roundId)) throw new AppError('conflict', { reason: 'rota.running' });
}

function isSame(one: DraftPair, other: DraftPair): boolean {
  return one.personId === other.personId && one.tourId === other.tourId;
}
