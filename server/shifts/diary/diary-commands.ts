import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { asId, newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  countAboutTeam,
  DiaryPick,
  DiarySaveForm,
  TakeawayForm,
  type DiaryEntry,
  type RoundDiary,
} from '#lib/shifts/diary/diary.ts';
import { requirePerson } from '../../access/require-permission.ts';
import { addPromise, listPromises } from '../../commitments/promise-commands.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import type { TellInboxes } from '../../notify/notice-commands.ts';
import { holdPerson } from '../../people/store.ts';
import { maskText } from '../../survey/commands.ts';
import { undoable } from '../../undo/undoable.ts';
import { listRoundNames } from '../searchable-store.ts';
import { isSignedUp } from '../store.ts';
import { listMentors } from '../tour-store.ts';
import { findRound } from '../round-store.ts';
import * as store from './diary-store.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** Leads and the round's mentors read what others published of its diary [SH42]. */
function readsDiaries(
  mentors: readonly { id: string }[],
  reader: { id: string; roles: readonly string[] },
): boolean {
  return reader.roles.includes('lead') || mentors.some((mentor) => mentor.id === reader.id);
}

/** Who reads what was published of a round's diary, for whoever tells that there is more of it. */
export async function diaryReaders(
  { db }: Pick<Context, 'db'>,
  roundId: string,
): Promise<(reader: { id: string; roles: readonly string[] }) => boolean> {
  const mentors = await listMentors(db, roundId);
  return (reader) => readsDiaries(mentors, reader);
}

/** How many entries of a round's diary a reader sees: what stands on its tab. */
export async function countRoundDiary(
  context: Context,
  actor: PersonActor,
  roundId: string,
): Promise<number> {
  const isReader = readsDiaries(await listMentors(context.db, roundId), actor);
  return (await store.listRoundEntries(context.db, roundId, { authorId: actor.id, isReader })).length;
}

/** The diary of a round as this reader sees it [SH42] [SH44] [SH46]. */
export async function getRoundDiary(context: Context, actor: Actor, roundId: string): Promise<RoundDiary> {
  requirePerson(actor, 'shift.view');
  const { db } = context;
  if (!(await findRound(db, roundId))) throw new AppError('not-found');
  const isReader = readsDiaries(await listMentors(db, roundId), actor);
  const entries = await store.listRoundEntries(db, roundId, { authorId: actor.id, isReader });
  const others = (await store.listEntriesOf(db, actor.id)).filter((entry) => entry.roundId !== roundId);
  const byRound = Map.groupBy(others, (entry) => entry.roundId);
  const ids = [...byRound.keys()];
  const names = new Map(
    (ids.length === 0 ? [] : await listRoundNames(db, ids)).map(({ id, title }) => [id, title]),
  );
  const commitmentId = await store.findTakeaway(db, roundId, actor.id);
  const promise = (await listPromises(db, commitmentId === undefined ? [] : [commitmentId])).get(
    commitmentId ?? '',
  );
  return {
    mine: entries.filter(({ personId }) => personId === actor.id),
    published: entries
      .filter(({ personId }) => personId !== actor.id)
      .map((entry): DiaryEntry => ({ ...entry, isAboutTeam: null })),
    before: [...byRound].map(([id, own]) => ({
      ...{ roundId: id, roundTitle: names.get(id) ?? '', entries: own },
    })),
    aboutTeam: isReader ? countAboutTeam(await store.listTeamAuthors(db, roundId)) : null,
    isSignedUp: await isSignedUp(db, roundId, actor.id),
    takeaway:
      commitmentId === undefined || !promise
        ? null
        : { commitmentId, text: promise.text, dueOn: promise.dueOn },
  };
}

/**
 * Stores what somebody wrote of a day, as often as they pause [SH41]. There is one entry of a day that is not published,
 * so that what arrives twice, or late, is the same one; an older version is refused with the newer text [SH45].
 */
export async function saveDiary(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ entryId: string; version: number }> {
  requirePerson(actor, 'shift.writeDiary');
  const { roundId, day, version, isAboutTeam, ...form } = parseInput(DiarySaveForm, input);
  const text = maskText(form.text);
  if (day > dayAt(context.clock(), context.settings.timeZone))
    throw new AppError('invalid', { issues: [{ path: 'text', message: 'diary.notYet' }] });
  return context.database.transaction(async (trx) => {
    await requireSignedUp(trx, actor.id, roundId);
    // Two tabs of one person at once: the second waits here and then sees what the first made.
    await holdPerson(trx, actor.id);
    const before = await store.findOpenEntry(trx, { roundId, personId: actor.id, day });
    const writtenAtMs = context.clock();
    if (!before) {
      if (text.trim() === '') return { entryId: '', version: 0 };
      const id = newId<'diary-entry'>();
      const entry = { id, roundId, personId: actor.id, day, text, isAboutTeam, writtenAtMs };
      await store.insertDiaryEntry(trx, { ...entry, publishedAtMs: null, version: 1 });
      return { entryId: id, version: 1 };
    }
    // The same words, sent again, or what only goes on from them: an answer was lost on its way, and no word is.
    if (before.text === text && before.isAboutTeam === isAboutTeam)
      return { entryId: before.id, version: before.version };
    if (before.version !== version && !text.startsWith(before.text))
      throw new AppError('stale', { current: before });
    await store.updateDiaryEntry(trx, before.id, { text, isAboutTeam, writtenAtMs });
    return { entryId: before.id, version: before.version + 1 };
  });
}

/** Lets the mentors of the round and the leads read an entry [SH42]. */
export async function publishDiary(context: Context, actor: Actor, input: unknown): Promise<void> {
  const publish = async (trx: Queries, entry: store.DiaryRow): Promise<void> => {
    if (entry.publishedAtMs !== null) throw new AppError('conflict', { reason: 'diary.isPublished' });
    if (entry.text.trim() === '') throw new AppError('conflict', { reason: 'diary.nothingWritten' });
    await store.updateDiaryEntry(trx, entry.id, { publishedAtMs: context.clock() });
  };
  await changeOwn(context, actor, input, publish, true);
}

/** Its author alone reads an entry again, and can write on it [SH42]. */
export async function unpublishDiary(context: Context, actor: Actor, input: unknown): Promise<void> {
  await changeOwn(context, actor, input, async (trx, entry) => {
    if (entry.publishedAtMs === null) throw new AppError('conflict', { reason: 'diary.notPublished' });
    const open = await store.findOpenEntry(trx, entry);
    if (open) throw new AppError('conflict', { reason: 'diary.twoOfADay' });
    await store.updateDiaryEntry(trx, entry.id, { publishedAtMs: null });
  });
}

/** Removes an entry of one's own; taken back by one press. */
export async function removeDiary(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  const undoId = await changeOwn(context, actor, input, async (trx, entry) => {
    await store.deleteDiaryEntry(trx, entry.id);
    const { name: _name, ...kept } = entry;
    return DIARY_UNDO.keep(context, trx, actor, kept);
  });
  return { undoId };
}

export const DIARY_UNDO = undoable(
  'diary',
  v.object({
    ...{ id: v.string(), roundId: v.string(), personId: v.string(), day: v.string(), text: v.string() },
    ...{ writtenAtMs: v.number(), publishedAtMs: v.nullable(v.number()), isAboutTeam: v.boolean() },
    version: v.number(),
  }),
  async (context: Context, trx, actor, kept) => {
    requirePerson(actor, 'shift.writeDiary');
    await holdPerson(trx, actor.id);
    if (kept.publishedAtMs === null && (await store.findOpenEntry(trx, kept)))
      throw new AppError('conflict', { reason: 'diary.twoOfADay' });
    await store.insertDiaryEntry(trx, { ...kept, id: asId<'diary-entry'>(kept.id) });
    return { after: () => tellDiary(context, kept.roundId) };
  },
);

async function changeOwn<Result>(
  context: Context,
  actor: Actor,
  input: unknown,
  work: (trx: Queries, entry: store.DiaryRow) => Promise<Result>,
  publishes = false,
): Promise<Result> {
  requirePerson(actor, 'shift.writeDiary');
  const { roundId, entryId, version } = parseInput(DiaryPick, input);
  const { result, isRead } = await context.database.transaction(async (trx) => {
    await requireSignedUp(trx, actor.id, roundId);
    await holdPerson(trx, actor.id);
    const entry = await store.findDiaryEntry(trx, entryId);
    if (entry?.roundId !== roundId || entry.personId !== actor.id) throw new AppError('not-found');
    if (entry.version !== version) throw new AppError('stale', { current: entry });
    return { result: await work(trx, entry), isRead: entry.publishedAtMs !== null };
  });
  // What its author alone read is no news for others, unless they read it now.
  if (isRead || publishes) tellDiary(context, roundId);
  return result;
}

/** Says what one takes into one's own work after a round: one promise, kept like any other [SH47]. */
export async function takeAway(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.writeDiary');
  const { roundId, text, dueOn } = parseInput(TakeawayForm, input);
  const after: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    await requireSignedUp(trx, actor.id, roundId);
    await holdPerson(trx, actor.id);
    if (await store.findTakeaway(trx, roundId, actor.id))
      throw new AppError('conflict', { reason: 'diary.oneTakeaway' });
    const subject = { kind: 'round', id: roundId } as const;
    const promise = { subject, text, ownerId: actor.id, dueOn: dueOn || null };
    const commitmentId = await addPromise(context, trx, actor, promise, after);
    await store.insertTakeaway(trx, { roundId, personId: actor.id, commitmentId });
  });
  for (const tell of after) tell();
  context.bus.tell({ kind: 'commitment', id: roundId, action: 'change' });
}

function tellDiary(context: Pick<Context, 'bus'>, roundId: string): void {
  context.bus.tell({ kind: 'round', id: roundId, action: 'diary' });
}

async function requireSignedUp(db: Queries, personId: string, roundId: string): Promise<void> {
  if (!(await isSignedUp(db, roundId, personId)))
    throw new AppError('forbidden', { reason: 'shifts.notSignedUp' });
}
