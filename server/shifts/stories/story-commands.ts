import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { asId, newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { DiaryEntry } from '#lib/shifts/diary/diary.ts';
import {
  MOST_STORIES,
  storyState,
  type PublishedStory,
  type SeenStory,
  type StoryId,
  type StoryLine,
} from '#lib/shifts/stories/story.ts';
import { NewStoryForm, STORY_TEXT_MAX, StoryForm, StoryPick } from '#lib/shifts/stories/story-forms.ts';
import { areWordsIn, storyDraft } from '#lib/shifts/stories/whom-it-concerns.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import type { TellInboxes } from '../../notify/notice-commands.ts';
import { areActive } from '../../people/store.ts';
import { maskText } from '../../survey/commands.ts';
import { undoable } from '../../undo/undoable.ts';
import { listRoundEntries } from '../diary/diary-store.ts';
import { findRound, holdRound } from '../round-store.ts';
import { auditStory, holdSeenStory, settlePeople, tellStory, withdrawAsking } from './hold-story.ts';
import * as store from './story-store.ts';

/**
 * Whether somebody reads a story [SH109]: everybody what is published, leads all of them, and whoever was asked what
 * they were asked about.
 */
export function seesStory(
  actor: Actor,
  { publishedAtMs, askedAtMs, people }: Pick<store.StoryRow, 'publishedAtMs' | 'askedAtMs' | 'people'>,
): boolean {
  const standings = standingsOf(actor);
  if (!isPermitted(standings, 'shift.view')) return false;
  if (publishedAtMs !== null || isPermitted(standings, 'shift.report')) return true;
  return (
    actor.kind === 'person' && askedAtMs !== null && people.some(({ personId }) => personId === actor.id)
  );
}

/** Who reads stories of a round that are not published, for whoever tells that one of them changed. */
export async function storyReaders(
  { db }: Pick<Context, 'db'>,
  roundId: string,
): Promise<(reader: { id: string; roles: readonly string[] }) => boolean> {
  const asked = (await store.listStoryRows(db, roundId)).filter(({ askedAtMs }) => askedAtMs !== null);
  const concerned = new Set(asked.flatMap(({ people }) => people.map(({ personId }) => personId)));
  return (reader) => reader.roles.includes('lead') || concerned.has(reader.id);
}

function toStoryLine(row: store.StoryRow): StoryLine {
  const { id, title, publishedAtMs, version } = row;
  return { id, title, publishedAtMs, version, state: storyState(row, row.people) };
}

/** The stories of a round that this reader sees, what was changed last first [SH109]. */
export async function listStories(context: Context, actor: Actor, roundId: string): Promise<StoryLine[]> {
  requirePerson(actor, 'shift.view');
  return (await store.listStoryRows(context.db, roundId))
    .filter((row) => seesStory(actor, row))
    .map(toStoryLine);
}

/** What everybody reads of a round, for its report: the first to be published first. */
export async function listPublishedStories(db: Queries, roundId: string): Promise<PublishedStory[]> {
  return (await store.listStoryRows(db, roundId))
    .flatMap(({ id, title, text, publishedAtMs }) =>
      publishedAtMs === null ? [] : [{ id, title, text, publishedAtMs }],
    )
    .toSorted((one, other) => one.publishedAtMs - other.publishedAtMs);
}

/** One story; whom it concerns, and what they answered, for leads alone [SH109]. */
export async function getStory(context: Context, actor: Actor, input: unknown): Promise<SeenStory> {
  requirePerson(actor, 'shift.view');
  const { roundId, storyId } = parseInput(v.object({ roundId: v.string(), storyId: v.string() }), input);
  const row = await store.findStory(context.db, storyId);
  if (row?.roundId !== roundId || !seesStory(actor, row)) throw new AppError('not-found');
  const mine = row.people.find(({ personId }) => personId === actor.id);
  return {
    ...toStoryLine(row),
    ...{ roundId, roundTitle: row.roundTitle, text: row.text },
    mine: mine && row.askedAtMs !== null ? { reason: mine.reason, answer: mine.answer } : null,
    people: isPermitted(standingsOf(actor), 'shift.report')
      ? row.people.map(({ answeredAtMs: _, ...person }) => person)
      : null,
  };
}

/** An entry from which a lead chooses. */
export type StoryChoice = Pick<DiaryEntry, 'id' | 'personId' | 'name' | 'day' | 'text'>;

/** With what a story begins: the entries of a round that their authors published. */
export async function getStoryStart(
  context: Context,
  actor: Actor,
  roundId: string,
): Promise<{ title: string; entries: StoryChoice[] }> {
  requirePermission(actor, 'shift.report');
  const round = await findRound(context.db, roundId);
  if (!round) throw new AppError('not-found');
  return { title: round.title, entries: await listChoices(context.db, roundId) };
}

async function listChoices(db: Queries, roundId: string): Promise<StoryChoice[]> {
  const entries = await listRoundEntries(db, roundId, { authorId: '', isReader: true });
  return entries.toReversed().map(({ id, personId, name, day, text }) => ({ id, personId, name, day, text }));
}

/** The words of a story with the entries in it and who was added by hand, for who writes on it. */
export async function getStoryDesk(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<SeenStory & { entries: { id: string; name: string; day: string }[]; addedIds: string[] }> {
  requirePermission(actor, 'shift.report');
  const story = await getStory(context, actor, input);
  return {
    ...story,
    entries: (await store.listStoryEntries(context.db, story.id)).map(({ entryId, name, day }) => ({
      ...{ id: entryId, name, day },
    })),
    addedIds: (story.people ?? []).filter(({ reason }) => reason === 'added').map(({ personId }) => personId),
  };
}

/** Makes a draft of published entries of a round; nobody is asked yet [SH108]. */
export async function addStory(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ storyId: StoryId }> {
  requirePerson(actor, 'shift.report');
  const { roundId, entryIds, ...form } = parseInput(NewStoryForm, input);
  const title = maskText(form.title);
  const texts = await organisationTexts(context);
  const id = newId<'story'>();
  await context.database.transaction(async (trx) => {
    const round = await holdRound(trx, roundId);
    if (!round) throw new AppError('not-found');
    if ((await store.listStoryRows(trx, roundId)).length >= MOST_STORIES)
      throw new AppError('conflict', { reason: 'stories.full', values: { limit: MOST_STORIES } });
    const chosen = (await listChoices(trx, roundId)).filter((entry) => entryIds.includes(entry.id));
    if (chosen.length < new Set(entryIds).size)
      throw new AppError('invalid', { issues: [{ path: 'entryIds', message: 'stories.entryGone' }] });
    const text = storyDraft(chosen, (day) => texts.day(day));
    if (text.length > STORY_TEXT_MAX)
      throw new AppError('invalid', {
        issues: [{ path: 'entryIds', message: 'stories.tooLong', values: { limit: STORY_TEXT_MAX } }],
      });
    const story = { id, roundId, roundTitle: round.title, title, text, people: [] };
    await store.insertStory(trx, {
      ...{ ...story, madeBy: actor.id, askedAtMs: null, publishedAtMs: null },
      ...{ changedAtMs: context.clock(), version: 1 },
    });
    await store.replaceStoryEntries(
      trx,
      id,
      chosen.map(({ id: entryId, personId, day, text: words }) => ({ entryId, personId, day, text: words })),
    );
    await settlePeople(trx, story, { entries: chosen, addedIds: [] });
    await auditStory(context, trx, actor, 'storyAdd', story);
  });
  tellStory(context, { roundId, isRead: false });
  return { storyId: id };
}

/** Days in a story are in the language of the organisation: everybody reads it. */
async function organisationTexts({ settings }: Pick<Context, 'settings'>): Promise<Translator> {
  const { locale } = settings.current;
  return new Translator(locale, await loadMessages(locale, ['base']));
}

/**
 * Other words of a story, other entries, other people. New words are agreed by nobody: what was answered is forgotten,
 * and a published story is read no more until everybody was asked again [SH111]. An entry whose words still stand in the
 * text stays in the story, and so does one that somebody copied into it by hand [SH108].
 */
export async function changeStory(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.report');
  const { entryIds, addedIds, ...form } = parseInput(StoryForm, input);
  const { roundId } = form;
  const words = { title: maskText(form.title), text: maskText(form.text) };
  let tell: TellInboxes = () => undefined;
  let isRead = false;
  await context.database.transaction(async (trx) => {
    const before = await holdSeenStory(trx, actor, form);
    const isNew = words.title !== before.title || words.text !== before.text;
    isRead = before.publishedAtMs !== null;
    const active = await areActive(trx, addedIds);
    const wereAdded = new Set(before.people.map(({ personId }) => personId));
    if (addedIds.some((id) => !active.has(id) && !wereAdded.has(id)))
      throw new AppError('invalid', { issues: [{ path: 'addedIds', message: 'stories.personGone' }] });
    const own = (await store.listStoryEntries(trx, before.id)).map(({ name: _, ...entry }) => entry);
    const others = (await listChoices(trx, roundId))
      .map(({ id: entryId, personId, day, text }) => ({ entryId, personId, day, text }))
      .filter(({ entryId }) => !own.some((entry) => entry.entryId === entryId));
    const entries = [
      ...own.filter(({ entryId, text }) => entryIds.includes(entryId) || areWordsIn(text, words.text)),
      ...others.filter(({ text }) => areWordsIn(text, words.text)),
    ];
    await store.replaceStoryEntries(trx, before.id, entries);
    const people = await settlePeople(trx, { ...before, ...words }, { entries, addedIds, forgets: isNew });
    // Whoever comes in has not agreed: what everybody reads waits for them, too.
    const isHeldBack = isNew || people.some(({ answer }) => answer !== 'yes');
    await store.updateStory(trx, before.id, {
      ...{ ...words, changedAtMs: context.clock() },
      ...(isHeldBack && { askedAtMs: null, publishedAtMs: null }),
    });
    if (isHeldBack) tell = await withdrawAsking(context, trx, before.id);
    await auditStory(context, trx, actor, 'storyChange', before);
  });
  tell();
  tellStory(context, { roundId, isRead });
}

/** Removes a story that nobody reads; taken back by one press. */
export async function removeStory(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'shift.report');
  const pick = parseInput(StoryPick, input);
  let tell: TellInboxes = () => undefined;
  const undoId = await context.database.transaction(async (trx) => {
    const row = await holdSeenStory(trx, actor, pick);
    if (row.publishedAtMs !== null) throw new AppError('conflict', { reason: 'stories.isPublished' });
    const { roundTitle: _, people, ...story } = row;
    const entries = await store.listStoryEntries(trx, row.id);
    tell = await withdrawAsking(context, trx, row.id);
    await store.deleteStory(trx, row.id);
    await auditStory(context, trx, actor, 'storyRemove', row);
    return STORY_UNDO.keep(context, trx, actor, { story, people, entries });
  });
  tell();
  tellStory(context, { roundId: pick.roundId, isRead: false });
  return { undoId };
}

const moment = v.nullable(v.number());

/** A story is there again as a draft: whoever was asked about it is asked anew, as their inbox forgot it. */
export const STORY_UNDO = undoable(
  'story',
  v.object({
    story: v.object({
      ...{ id: v.string(), roundId: v.string(), title: v.string(), text: v.string(), madeBy: v.string() },
      ...{ askedAtMs: moment, publishedAtMs: moment, changedAtMs: v.number(), version: v.number() },
    }),
    people: v.array(
      v.object({
        ...{ personId: v.string(), reason: v.picklist(['author', 'named', 'added']) },
        ...{ answer: v.nullable(v.picklist(['yes', 'no'])), answeredAtMs: moment },
      }),
    ),
    entries: v.array(
      v.object({ entryId: v.string(), personId: v.string(), day: v.string(), text: v.string() }),
    ),
  }),
  async (context: Context, trx, actor, { story, people, entries }) => {
    requirePerson(actor, 'shift.report');
    const { roundId } = story;
    const round = await holdRound(trx, roundId);
    if (!round) throw new AppError('not-found');
    if ((await store.listStoryRows(trx, roundId)).length >= MOST_STORIES)
      throw new AppError('conflict', { reason: 'stories.full', values: { limit: MOST_STORIES } });
    await store.insertStory(trx, { ...story, id: asId<'story'>(story.id), askedAtMs: null });
    await store.replaceStoryEntries(trx, story.id, entries);
    await store.replaceStoryPeople(trx, story.id, people);
    await auditStory(context, trx, actor, 'storyAdd', { roundId, roundTitle: round.title });
    return { after: () => tellStory(context, { roundId, isRead: false }) };
  },
);
