import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { DiaryForm, FindingForm, SignUpForm } from '#lib/shifts/shift-forms.ts';
import { overlap, SCOPES, startOfTourMs, tourUid } from '#lib/shifts/shift.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { tellAgain } from '../feeds/entry-commands.ts';
import { addFromFinding } from '../issues/commands.ts';
import { withdrawNotices } from '../notify/notice-commands.ts';
import { holdPerson } from '../people/store.ts';
import { undoable } from '../undo/undoable.ts';
import { listToursBetween, type ComingTourRow } from './coming-store.ts';
import * as diaryStore from './diary-store.ts';
import * as heldStore from './held-store.ts';
import * as store from './store.ts';

/** A round in the list, with how full it is. */
export interface ListedRound extends store.RoundRow {
  firstDay: string;
  lastDay: string;
  places: number;
  taken: number;
  mentors: store.PersonName[];
}

export async function listRounds(context: Context, actor: Actor): Promise<ListedRound[]> {
  requirePermission(actor, 'shift.view');
  const rounds = await store.listRounds(context.db);
  const sums = new Map((await store.sumTours(context.db)).map((sum) => [sum.roundId, sum]));
  const mentors = Map.groupBy(await store.listAllMentors(context.db), ({ roundId }) => roundId);
  return rounds.map((round) => {
    const { firstDay = '', lastDay = '', places = 0, taken = 0 } = sums.get(round.id) ?? {};
    return { ...round, firstDay, lastDay, places, taken, mentors: mentors.get(round.id) ?? [] };
  });
}

/** A round with its tours and who is on them, and what this reader may see of diaries [SH6]. */
export interface RoundDetails {
  round: store.RoundRow;
  mentors: store.PersonName[];
  tours: (store.TourRow & { signUps: store.SignUpRow[]; hasBegun: boolean })[];
  isSignedUp: boolean;
  diary: diaryStore.DiaryRow[];
  findings: diaryStore.FindingRow[];
}

export async function getRound(context: Context, actor: Actor, id: string): Promise<RoundDetails> {
  requirePerson(actor, 'shift.view');
  const { id: readerId } = actor;
  const round = await store.findRound(context.db, id);
  if (!round) throw new AppError('not-found');
  const mentors = await store.listMentors(context.db, id);
  const signUps = await store.listSignUps(context.db, id);
  const tours = await store.listTours(context.db, id);
  const writer = readsDiaries(mentors, actor) ? undefined : readerId;
  const diary = await diaryStore.listDiary(context.db, id, writer);
  const nowMs = context.clock();
  return {
    round,
    mentors,
    tours: tours.map((tour) => ({
      ...tour,
      signUps: signUps.filter((signUp) => signUp.tourId === tour.id),
      hasBegun: tour.startsAtMs <= nowMs,
    })),
    isSignedUp: signUps.some((signUp) => signUp.personId === readerId),
    diary,
    findings: await diaryStore.listFindings(context.db, id),
  };
}

/** Leads and the round's mentors read every entry of its diary, others their own [SH6]. */
function readsDiaries(
  mentors: readonly { id: string }[],
  reader: { id: string; roles: readonly string[] },
): boolean {
  return reader.roles.includes('lead') || mentors.some((mentor) => mentor.id === reader.id);
}

/** Who reads every entry of a round's diary, for whoever tells that there is another one. */
export async function diaryReaders(
  { db }: Pick<Context, 'db'>,
  roundId: string,
): Promise<(reader: { id: string; roles: readonly string[] }) => boolean> {
  const mentors = await store.listMentors(db, roundId);
  return (reader) => readsDiaries(mentors, reader);
}

/** The shifts of this person that have not ended, soonest first [SH9]. */
export async function listMyShifts(context: Context, actor: Actor): Promise<store.OwnShiftRow[]> {
  requirePerson(actor, 'shift.view');
  const nowMs = context.clock();
  const own = await store.listShiftsOf(context.db, actor.id);
  return own.filter((shift) => startOfTourMs(shift.day, shift.endsAt, context.settings.timeZone) > nowMs);
}

/** A tour of the next days, and whether the reader is a mentor of its round. */
export interface ComingTour extends ComingTourRow {
  isMentor: boolean;
}

/** How far one looks ahead. */
const DAYS_AHEAD = 14;

/** The tours of the next two weeks that have not ended, soonest first, with who is on them. */
export async function listComingTours(context: Context, actor: Actor): Promise<ComingTour[]> {
  requirePerson(actor, 'shift.view');
  const nowMs = context.clock();
  const today = dayAt(nowMs, context.settings.timeZone);
  const until = Temporal.PlainDate.from(today).add({ days: DAYS_AHEAD }).toString();
  const tours = await listToursBetween(context.db, today, until);
  const mentored = new Set((await heldStore.listMentoredRounds(context.db, actor.id, 0)).map(({ id }) => id));
  return tours
    .filter(({ day, endsAt }) => startOfTourMs(day, endsAt, context.settings.timeZone) > nowMs)
    .map((tour) => ({ ...tour, isMentor: mentored.has(tour.roundId) }));
}

/** Takes a place on a tour, with one's own scope [SH2] [SH3] [SH4]. */
export async function signUp(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.signUp');
  const form = parseInput(SignUpForm, input);
  const signedUpAtMs = context.clock();
  const roundId = await context.database.transaction((trx) =>
    takePlace(context, trx, actor, { ...form, signedUpAtMs }),
  );
  context.bus.tell({ kind: 'round', id: roundId, action: 'signUp' });
}

/** Returns the round of the tour. */
async function takePlace(
  context: Context,
  trx: Queries,
  actor: Actor & { id: string },
  signUp: v.InferOutput<typeof LeftTour>,
): Promise<string> {
  const { id: personId } = actor;
  const tour = await store.findTour(trx, signUp.tourId);
  if (!tour) throw new AppError('not-found');
  if (tour.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
  const mentors = await store.listMentors(trx, tour.roundId);
  if (mentors.some((mentor) => mentor.id === personId)) {
    throw new AppError('conflict', { reason: 'shifts.ownMentor' });
  }
  const clash = await findClash(trx, personId, tour);
  if (clash) {
    throw new AppError('conflict', { reason: 'shifts.sameHours', values: { title: clash.roundTitle } });
  }
  if (!(await store.takeTourPlace(trx, tour.id))) throw new AppError('conflict', { reason: 'shifts.full' });
  if (!(await store.insertSignUp(trx, { ...signUp, personId })))
    throw new AppError('conflict', { reason: 'shifts.alreadySignedUp' });
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: 'shift.signUp',
    subject: { kind: 'shift', id: tour.id },
  });
  return tour.roundId;
}

/** Another shift of this person at the same hours, in whatever round [SH10]. */
async function findClash(
  trx: Queries,
  personId: string,
  tour: store.TourRow,
): Promise<heldStore.HeldShiftRow | undefined> {
  // Two sign-ups of one person at once: the second waits here and then sees the first.
  await holdPerson(trx, personId);
  const [hours, held] = [
    await heldStore.findHours(trx, tour.id),
    await heldStore.listHeldShifts(trx, personId),
  ];
  return held.find((other) => other.tourId !== tour.id && hours !== undefined && overlap(hours, other));
}

/** Gives the place back; needs no reason [SH3]. Can be taken back as long as it is free. */
export async function leaveTour(
  context: Context,
  actor: Actor,
  tourId: string,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'shift.signUp');
  const { roundId, undoId, tell } = await context.database.transaction(async (trx) => {
    const tour = await store.findTour(trx, tourId);
    if (!tour) throw new AppError('not-found');
    if (tour.startsAtMs <= context.clock()) throw new AppError('read-only', { reason: 'shifts.begun' });
    const left = await store.deleteSignUp(trx, tourId, actor.id);
    if (!left) throw new AppError('not-found');
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'shift.leave',
      subject: { kind: 'shift', id: tourId },
    });
    const undoId = await TOUR_UNDO.keep(context, trx, actor, { tourId, ...left });
    const tell = await withdrawNotices(context, trx, {
      subject: { kind: 'round', id: tour.roundId },
      kinds: ['shift.tomorrow'],
      personId: actor.id,
      occasion: tourId,
    });
    await tellAgain(context, trx, { uids: [tourUid(tourId)], personId: actor.id });
    return { roundId: tour.roundId, undoId, tell };
  });
  tell();
  context.bus.tell({ kind: 'round', id: roundId, action: 'leave' });
  return { undoId };
}

const LeftTour = v.object({
  tourId: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
  signedUpAtMs: v.number(),
});

export const TOUR_UNDO = undoable('tour', LeftTour, async (context: Context, trx, actor, left) => {
  requirePerson(actor, 'shift.signUp');
  const roundId = await takePlace(context, trx, actor, left);
  return { after: () => context.bus.tell({ kind: 'round', id: roundId, action: 'signUp' }) };
});

/** Writes a diary entry [SH6] [SH8]. */
export async function writeDiary(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.writeDiary');
  const form = parseInput(DiaryForm, input);
  await requireSignedUp(context, actor.id, form.roundId);
  await context.database.transaction((trx) =>
    diaryStore.insertDiaryEntry(trx, {
      ...form,
      id: newId(),
      personId: actor.id,
      writtenAtMs: context.clock(),
    }),
  );
  context.bus.tell({ kind: 'round', id: form.roundId, action: 'diary' });
}

/** Reports what customers ran into; it becomes an issue with its origin [SH7] [SH8]. */
/** One finding of a round, for whoever may read rounds. */
export async function getFinding(
  context: Context,
  actor: Actor,
  { roundId, findingId }: { roundId: string; findingId: string },
): Promise<diaryStore.FindingRow> {
  requirePermission(actor, 'shift.view');
  const finding = (await diaryStore.listFindings(context.db, roundId)).find(({ id }) => id === findingId);
  if (!finding) throw new AppError('not-found');
  return finding;
}

export async function reportFinding(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'finding.report');
  const form = parseInput(FindingForm, input);
  await requireSignedUp(context, actor.id, form.roundId);
  const id = newId<'finding'>();
  const issueId = await context.database.transaction(async (trx) => {
    await diaryStore.insertFinding(trx, { ...form, id, personId: actor.id, reportedAtMs: context.clock() });
    return addFromFinding(context, trx, actor, { id, text: form.text, reporter: actor.name });
  });
  context.bus.tell({ kind: 'round', id: form.roundId, action: 'finding' });
  context.bus.tell({ kind: 'issue', id: issueId, action: 'add' });
}

async function requireSignedUp(context: Context, personId: string, roundId: string): Promise<void> {
  if (!(await store.isSignedUp(context.db, roundId, personId)))
    throw new AppError('forbidden', { reason: 'shifts.notSignedUp' });
}
