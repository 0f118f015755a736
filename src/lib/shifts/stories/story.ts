import type { Id } from '../../base/ids.ts';

export type StoryId = Id<'story'>;

/** The most stories of a round: its report shows all of them. */
export const MOST_STORIES = 20;

/**
 * Why somebody has to agree to a story [SH108]: an entry of theirs is in it, their name stands in its text, or a lead
 * added them by hand, as somebody whom readers would recognise.
 */
export type StoryReason = 'author' | 'named' | 'added';
export type StoryAnswer = 'yes' | 'no';

/** An entry of a diary as it was when it was chosen: its author may change or remove it later, and is still asked. */
export interface StoryEntry {
  entryId: string;
  personId: string;
  /** A calendar day (ISO). */
  day: string;
  /** Markdown. */
  text: string;
}

/** Somebody who has to agree. */
export interface StoryPerson {
  personId: string;
  name: string;
  reason: StoryReason;
  /** Null while nothing was answered. */
  answer: StoryAnswer | null;
  /** Whoever has left cannot be asked any more. */
  isActive: boolean;
}

/** `draft`: nobody was asked about these words. `asked`: not everybody has agreed. `agreed`: it can be published. */
export type StoryState = 'draft' | 'asked' | 'agreed' | 'published';

/** A story of a round in a list. */
export interface StoryLine {
  id: StoryId;
  title: string;
  state: StoryState;
  publishedAtMs: number | null;
  version: number;
}

/** A story that everybody reads. */
export interface PublishedStory {
  id: StoryId;
  title: string;
  /** Markdown. */
  text: string;
  publishedAtMs: number;
}

/** A story as its page shows it. */
export interface SeenStory extends StoryLine {
  roundId: string;
  roundTitle: string;
  /** Markdown. */
  text: string;
  /** What was asked of the reader; null where nothing is. */
  mine: Pick<StoryPerson, 'reason' | 'answer'> | null;
  /** Whom it concerns and what they answered, for who writes stories; null for everybody else. */
  people: StoryPerson[] | null;
}

/** Where a story stands: it is published only as long as everybody who has to agree does [SH110]. */
export function storyState(
  { askedAtMs, publishedAtMs }: { askedAtMs: number | null; publishedAtMs: number | null },
  people: readonly Pick<StoryPerson, 'answer'>[],
): StoryState {
  if (askedAtMs === null) return 'draft';
  if (!people.every(({ answer }) => answer === 'yes')) return 'asked';
  return publishedAtMs === null ? 'agreed' : 'published';
}
