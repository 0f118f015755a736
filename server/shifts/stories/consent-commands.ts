import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { storyState } from '#lib/shifts/stories/story.ts';
import { StoryAnswerForm, StoryPick } from '#lib/shifts/stories/story-forms.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import {
  addNotices,
  finishNotices,
  withdrawNotices,
  type TellInboxes,
} from '../../notify/notice-commands.ts';
import { areActive } from '../../people/store.ts';
import {
  auditStory,
  holdSeenStory,
  holdStoryOf,
  settlePeople,
  tellersOf,
  tellStory,
  withdrawAsking,
} from './hold-story.ts';
import * as store from './story-store.ts';

/**
 * Asks everybody whom a story concerns and who has not agreed to these words yet [SH109]. Whoever has left cannot be
 * asked: as long as their name or their words stand in it, it stays a draft [SH112].
 */
export async function askStory(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.report');
  const pick = parseInput(StoryPick, input);
  const tells: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    const row = await holdSeenStory(trx, actor, pick);
    if (row.publishedAtMs !== null) throw new AppError('conflict', { reason: 'stories.isPublished' });
    const people = await reckonAgain(trx, row);
    const waiting = people.filter(({ answer }) => answer !== 'yes').map(({ personId }) => personId);
    if (waiting.length === 0 && row.askedAtMs !== null)
      throw new AppError('conflict', { reason: 'stories.allAgreed' });
    const active = await areActive(trx, waiting);
    if (active.size < waiting.length) throw new AppError('conflict', { reason: 'stories.someLeft' });
    const askedAtMs = context.clock();
    // Who declined is asked again about the same words only by a lead who presses this anew.
    await store.replaceStoryPeople(
      trx,
      row.id,
      people.map((person) =>
        person.answer === 'yes' ? person : { ...person, answer: null, answeredAtMs: null },
      ),
    );
    await store.updateStory(trx, row.id, { askedAtMs });
    tells.push(await withdrawAsking(context, trx, row.id));
    tells.push(
      await addNotices(
        context,
        trx,
        waiting.map((personId) => ({
          ...{ personId, kind: 'story.asked' as const, byId: null, occasion: String(askedAtMs) },
          ...{ subject: { kind: 'story' as const, id: row.id }, values: {} },
        })),
      ),
    );
    await auditStory(context, trx, actor, 'storyAsk', row);
  });
  for (const tell of tells) tell();
  tellStory(context, { roundId: pick.roundId, isRead: false });
}

/** Whom a story concerns today: somebody may have got the name that stands in it since it was written. */
async function reckonAgain(trx: Queries, row: store.StoryRow): Promise<store.KeptStoryPerson[]> {
  return settlePeople(trx, row, {
    entries: await store.listStoryEntries(trx, row.id),
    addedIds: row.people.filter(({ reason }) => reason === 'added').map(({ personId }) => personId),
  });
}

/**
 * Somebody agrees to a story or does not, without a reason [SH109]; also later, and also when it is published: it is
 * then read no more from that moment on [SH110]. To agree one has to have read the words that stand; not to agree
 * nothing stands in the way.
 */
export async function answerStory(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'shift.view');
  const { answer, ...pick } = parseInput(StoryAnswerForm, input);
  const tells: TellInboxes[] = [];
  let isRead = false;
  await context.database.transaction(async (trx) => {
    const row = answer === 'yes' ? await holdSeenStory(trx, actor, pick) : await holdStoryOf(trx, pick);
    const mine = row.people.find(({ personId }) => personId === actor.id);
    if (!mine || row.askedAtMs === null) throw new AppError('not-found');
    const subject = { kind: 'story' as const, id: row.id };
    tells.push(await finishNotices(context, trx, { subject, kinds: ['story.asked'], personId: actor.id }));
    if (mine.answer === answer) return;
    const atMs = context.clock();
    await store.setStoryAnswer(trx, { storyId: row.id, personId: actor.id, answer, atMs });
    isRead = row.publishedAtMs !== null;
    if (isRead) {
      await store.updateStory(trx, row.id, { publishedAtMs: null });
      await auditStory(context, trx, actor, 'storyUnpublish', row);
    }
    const people = row.people.map((person) => (person === mine ? { ...person, answer } : person));
    const hasAll = storyState({ ...row, publishedAtMs: null }, people) === 'agreed';
    if (!hasAll) tells.push(await withdrawNotices(context, trx, { subject, kinds: ['story.agreed'] }));
    const kind = hasAll ? 'story.agreed' : isRead ? 'story.withdrawn' : 'story.declined';
    if (answer === 'yes' && !hasAll) return;
    tells.push(
      await addNotices(
        context,
        trx,
        (await tellersOf(trx, row)).map((personId) => ({
          ...{ personId, kind, subject, byId: actor.id, occasion: `${actor.id} ${atMs}`, values: {} },
        })),
      ),
    );
  });
  for (const tell of tells) tell();
  tellStory(context, { roundId: pick.roundId, isRead });
}

/** Lets everybody read a story to which everybody whom it concerns has agreed [SH110]. */
export async function publishStory(context: Context, actor: Actor, input: unknown): Promise<void> {
  await onStory(context, actor, input, async (trx, row) => {
    if (row.publishedAtMs !== null) throw new AppError('conflict', { reason: 'stories.isPublished' });
    const people = await reckonAgain(trx, row);
    if (storyState(row, people) !== 'agreed') throw new AppError('conflict', { reason: 'stories.notAgreed' });
    await store.updateStory(trx, row.id, { publishedAtMs: context.clock() });
    await auditStory(context, trx, actor, 'storyPublish', row);
    return finishNotices(context, trx, { subject: { kind: 'story', id: row.id }, kinds: ['story.agreed'] });
  });
}

/** Takes a story out of what everybody reads; who agreed need not be asked again. */
export async function unpublishStory(context: Context, actor: Actor, input: unknown): Promise<void> {
  await onStory(context, actor, input, async (trx, row) => {
    if (row.publishedAtMs === null) throw new AppError('conflict', { reason: 'stories.notPublished' });
    await store.updateStory(trx, row.id, { publishedAtMs: null });
    await auditStory(context, trx, actor, 'storyUnpublish', row);
    return () => undefined;
  });
}

async function onStory(
  context: Context,
  actor: Actor,
  input: unknown,
  work: (trx: Queries, row: store.StoryRow) => Promise<TellInboxes>,
): Promise<void> {
  requirePerson(actor, 'shift.report');
  const pick = parseInput(StoryPick, input);
  const tell = await context.database.transaction(async (trx) =>
    work(trx, await holdSeenStory(trx, actor, pick)),
  );
  tell();
  tellStory(context, { roundId: pick.roundId, isRead: true });
}
