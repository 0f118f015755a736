import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import type { PersonReasons, WhatIf } from '#lib/shifts/rota/explain-rota.ts';
import { Fairness } from '#lib/shifts/rota/fairness.ts';
import { reasonSentences, type RotaSentence } from '#lib/shifts/rota/rota-words.ts';
import type { RotaRound } from '#lib/shifts/rota/rota.ts';
import { countTours, scoreRota } from '#lib/shifts/rota/score.ts';
import { windowState, type WindowState } from '#lib/shifts/sign-up-window.ts';
import { areSamePairs, lostPairs, pairsIn, type RotaResult } from '#lib/shifts/wishes/rota-draft.ts';
import { MAX_SHARE, RotaWhyForm, ShareForm, type LockKind } from '#lib/shifts/wishes/wish.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { areActive } from '../../people/store.ts';
import { explainRota } from '../rota-job.ts';
import { readRotaRound, type ReadRota } from './read-rota-round.ts';
import { requireDraftVersion, seatPairs } from './rota-commands.ts';
import type { RotaContext, RotaRun } from './rota-runs.ts';
import { findRound } from '../round-store.ts';
import * as wishStore from './wish-store.ts';

/** Somebody on a tour of a draft. */
export interface ShownPair {
  tourId: string;
  personId: string;
  name: string;
  lock: LockKind | null;
  /** Whether they have the seat already. */
  isSeat: boolean;
  /** Whether it cannot be any more [SH35]. */
  isLost: boolean;
}

/** Somebody of a draft: tours served before, and those they would have. */
export interface ShownLoad {
  personId: string;
  name: string;
  served: number;
  given: number;
  /** What would be theirs; null once a rota is published. */
  target: number | null;
}

/** A proposal in words' reach: never who is not on it, or what anybody answered [SH32]. */
export interface ShownDraft {
  version: number;
  result: Pick<RotaResult, 'status' | 'openStage' | 'gap'>;
  conflicts: RotaResult['conflicts'];
  /** Names for the ids in conflicts: those who are held fast. */
  names: Record<string, string>;
  departments: Record<string, string>;
  pairs: ShownPair[];
  locks: { tourId: string; personId: string; name: string; kind: LockKind }[];
  /** How good it is, reckoned at this moment. */
  unfilled: number;
  changes: number;
  /** Sum of squared distances from what would be everybody's. */
  deviation: number;
  /** What the given tours are liked on average, 1 best to 4 worst; null without any. */
  liking: number | null;
  loads: ShownLoad[];
  /** Whether seats have changed hands since it was made. */
  isOutdated: boolean;
}

/** Where a round with a rota stands for who plans it. */
export interface RotaView {
  /** `first` where it gives its seats to who comes first, and has no rota. */
  state: WindowState | 'published' | 'first';
  /** How many answered, and how many would serve on each tour; null once a rota is published [SH37]. */
  answers: { answered: number; perTour: Record<string, number> } | null;
  draft: ShownDraft | null;
  run: RotaRun | null;
  shares: { personId: string; name: string; percent: number }[];
}

export async function getRota(context: RotaContext, actor: Actor, roundId: string): Promise<RotaView> {
  requirePermission(actor, 'shift.manage');
  const round = await findRound(context.db, roundId);
  if (!round) throw new AppError('not-found');
  if (round.mode !== 'rota') return { state: 'first', answers: null, draft: null, run: null, shares: [] };
  const read = await readRotaRound(context, context.db, round);
  const isPublished = round.rotaPublishedAtMs !== null;
  const today = dayAt(context.clock(), context.settings.timeZone);
  return {
    state: isPublished ? 'published' : windowState(round, today),
    answers: isPublished ? null : countAnswers(read),
    draft: showDraft(read, isPublished),
    run: context.rotaRuns.find(roundId),
    shares: await wishStore.listShares(context.db),
  };
}

function countAnswers({ wishes, tours }: ReadRota): RotaView['answers'] {
  const willing = wishes.filter(({ answer }) => answer === 'in');
  const perTour = tours.map(
    ({ id }) => [id, willing.filter(({ choices }) => (choices[id] ?? 'no') !== 'no').length] as const,
  );
  return { answered: wishes.length, perTour: Object.fromEntries(perTour) };
}

function showDraft(read: ReadRota, isPublished: boolean): ShownDraft | null {
  const { draft, round } = read;
  if (!draft) return null;
  const { status, openStage, gap, conflicts, seats } = draft.result;
  const lost = lostPairs(round, draft.pairs);
  const places = pairsIn(round, draft.pairs);
  const score = scoreRota(round, places);
  const isSeat = ({ personId, tourId }: { personId: string; tourId: string }): boolean =>
    read.seats.some((seat) => seat.personId === personId && seat.tourId === tourId);
  const isHeld = ({ personId, tourId }: { personId: string; tourId: string }) =>
    draft.locks.find((lock) => lock.personId === personId && lock.tourId === tourId)?.kind ?? null;
  const locked = new Set([...draft.locks, ...read.seats].map(({ personId }) => personId));
  return {
    version: draft.version,
    result: { status, openStage, gap },
    conflicts,
    names: Object.fromEntries([...read.names].filter(([id]) => locked.has(id))),
    departments: Object.fromEntries(read.departments),
    pairs: draft.pairs.map((pair) => ({
      ...pair,
      ...{ lock: isHeld(pair), isSeat: isSeat(pair), isLost: lost.includes(pair) },
    })),
    locks: draft.locks,
    unfilled: score.unfilled,
    changes: score.changes,
    deviation: new Fairness(round).deviation(countTours(round, places)),
    liking: places.length === 0 ? null : score.preference / places.length,
    loads: loadsOf(read, isPublished),
    isOutdated: !areSamePairs(seats, seatPairs(read)),
  };
}

/** Who is on a draft, by name. Who is not is not named: they may have said no, nothing, or have got no seat [SH37]. */
function loadsOf({ draft, round }: ReadRota, isPublished: boolean): ShownLoad[] {
  const fairness = new Fairness(round);
  return [...Map.groupBy(draft?.pairs ?? [], ({ personId }) => personId)].flatMap(([personId, own]) => {
    const place = round.people.findIndex(({ id }) => id === personId);
    const person = round.people[place];
    if (!person) return [];
    const target = isPublished ? null : fairness.target(place);
    return [{ personId, name: own[0]?.name ?? '', served: person.history, given: own.length, target }];
  });
}

/**
 * Why somebody of a draft has their tours, and what others would cost [RT8]. Of the people who would come instead only
 * those are named who are on the draft already [SH34].
 */
export async function explainDraft(
  context: RotaContext,
  actor: Actor,
  input: unknown,
): Promise<RotaSentence[]> {
  requirePermission(actor, 'shift.manage');
  const { roundId, version, personId } = parseInput(RotaWhyForm, input);
  const found = await findRound(context.db, roundId);
  if (!found) throw new AppError('not-found');
  const read = await readRotaRound(context, context.db, found);
  requireDraftVersion(read, version);
  const { round, draft } = read;
  const person = round.people.findIndex(({ id }) => id === personId);
  if (!draft?.pairs.some((pair) => pair.personId === personId) || person < 0) throw new AppError('not-found');
  const pairs = pairsIn(round, draft.pairs);
  const rota = {
    ...{ status: 'feasible' as const, pairs, score: scoreRota(round, pairs) },
    ...{ openStage: undefined, gap: null, conflicts: [] },
  };
  const isQuick: RotaRound = { ...round, timeLimitSeconds: WHY_SECONDS };
  const reasons = await explainRota({ round: isQuick, rota, person });
  const named = new Set(draft.pairs.map((pair) => pair.personId));
  const isNamed = (place: number): boolean => named.has(round.people[place]?.id ?? '');
  return reasonSentences(round, person, onlyKnown(reasons, named), isNamed);
}

/** Each answer is a rota of its own. */
const WHY_SECONDS = 5;

/** What names others in conflicts is left out where they are not on the draft. */
function onlyKnown({ tours, wishes }: PersonReasons, named: ReadonlySet<string>): PersonReasons {
  const known = (what: WhatIf): WhatIf =>
    what.kind === 'impossible'
      ? {
          ...what,
          conflicts: what.conflicts.filter(({ locks }) => locks.every(({ person }) => named.has(person))),
        }
      : what;
  return {
    tours: tours.map((each) => ({ ...each, without: known(each.without) })),
    wishes: wishes.map((each) => ({ ...each, with: known(each.with) })),
  };
}

/** Says how much of a full share of tours is somebody's, who works part time, say; for every round to come [SH33]. */
export async function setShare(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'shift.manage');
  const { personId, share } = parseInput(ShareForm, input);
  await context.database.transaction(async (trx) => {
    if (!(await areActive(trx, [personId])).has(personId))
      throw new AppError('invalid', { issues: [{ path: 'personId', message: 'form.required' }] });
    await wishStore.writeShare(trx, { personId, percent: share }, MAX_SHARE);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.share',
      subject: { kind: 'person', id: personId },
    });
  });
}
