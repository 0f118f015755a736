import type { ActionOf } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import type { StoryEntry } from '#lib/shifts/stories/story.ts';
import { whomItConcerns } from '#lib/shifts/stories/whom-it-concerns.ts';
import { recordAudit } from '../../access/audit.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { withdrawNotices, type TellInboxes } from '../../notify/notice-commands.ts';
import { listActiveLeads } from '../../people/lead-store.ts';
import { listPeople } from '../../people/store.ts';
import * as store from './story-store.ts';

type StoryAction = Extract<ActionOf<'round'>, `story${string}`>;

/** Takes a story of a round for the rest of a transaction; what is not of that round is not there. */
export async function holdStoryOf(
  trx: Queries,
  { roundId, storyId }: { roundId: string; storyId: string },
): Promise<store.StoryRow> {
  const row = await store.holdStory(trx, storyId);
  if (row?.roundId !== roundId) throw new AppError('not-found');
  return row;
}

/** The same in the version that somebody saw; an older one is refused with the words that stand. */
export async function holdSeenStory(
  trx: Queries,
  actor: Actor,
  pick: { roundId: string; storyId: string; version: number },
): Promise<store.StoryRow> {
  const row = await holdStoryOf(trx, pick);
  if (row.version === pick.version) return row;
  const { title, text, version } = row;
  throw await staleError(
    trx,
    actor,
    {
      ...{ kind: 'round', id: row.roundId },
      actions: ['round.storyChange', 'round.storyAsk', 'round.storyPublish', 'round.storyUnpublish'],
    },
    { title, text, version },
  );
}

/** A story as whom it concerns is reckoned from it. */
type Reckoned = Pick<store.StoryRow, 'id' | 'title' | 'text' | 'people'>;

/**
 * Reckons whom a story concerns by its words and its entries as they are now, and keeps that [SH108]. Who is concerned
 * already keeps their answer, unless `forgets` says that the words are new.
 */
export async function settlePeople(
  trx: Queries,
  { id, title, text, people }: Reckoned,
  {
    entries,
    addedIds,
    forgets = false,
  }: { entries: readonly Pick<StoryEntry, 'personId'>[]; addedIds: readonly string[]; forgets?: boolean },
): Promise<store.KeptStoryPerson[]> {
  const before = new Map(people.map((person) => [person.personId, person]));
  const reasons = whomItConcerns({ title, text }, { entries, addedIds, people: await listPeople(trx) });
  const kept = [...reasons].map(([personId, reason]) => {
    const answered = forgets ? undefined : before.get(personId);
    return {
      ...{ personId, reason },
      ...{ answer: answered?.answer ?? null, answeredAtMs: answered?.answeredAtMs ?? null },
    };
  });
  await store.replaceStoryPeople(trx, id, kept);
  return kept;
}

/** Nobody is asked about words that are no more, and nobody is told what became of them. */
export function withdrawAsking(
  context: Pick<Context, 'bus'>,
  trx: Queries,
  storyId: string,
): Promise<TellInboxes> {
  return withdrawNotices(context, trx, {
    ...{ subject: { kind: 'story', id: storyId }, kinds: ['story.asked', 'story.agreed', 'story.declined'] },
  });
}

/** Who hears of answers: whoever made a story, or all leads where that person leads no more. */
export async function tellersOf(trx: Queries, { madeBy }: Pick<store.StoryRow, 'madeBy'>): Promise<string[]> {
  const leads = await listActiveLeads(trx);
  return leads.includes(madeBy) ? [madeBy] : leads;
}

/** One line of the audit log about a story, under its round; who agreed or declined is in none. */
export async function auditStory(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: StoryAction,
  { roundId, roundTitle }: Pick<store.StoryRow, 'roundId' | 'roundTitle'>,
): Promise<void> {
  await recordAudit(trx, {
    ...{ atMs: context.clock(), actor, action: `round.${action}`, details: {} },
    subject: { kind: 'round', id: roundId, name: roundTitle },
  });
}

/** Says that a story changed to who may know of it, and to everybody where they read it, or did. */
export function tellStory(
  context: Pick<Context, 'bus'>,
  { roundId, isRead }: { roundId: string; isRead: boolean },
): void {
  context.bus.tell({ kind: 'round', id: roundId, action: 'story' });
  if (isRead) context.bus.tell({ kind: 'round', id: roundId, action: 'report' });
}
