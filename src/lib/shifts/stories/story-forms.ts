import * as v from 'valibot';
import { requiredText } from '../../base/parse-input.ts';

export const STORY_TITLE_MAX = 150;
/** As long as three whole entries of a diary: what is longer is no article. */
export const STORY_TEXT_MAX = 30_000;
/** The most entries of which a story is made, and the most people who are added by hand. */
export const MOST_STORY_ENTRIES = 30;
export const MOST_ADDED_PEOPLE = 50;

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());
const ids = (most: number) =>
  v.pipe(v.optional(v.array(v.string()), []), v.maxLength(most, 'stories.tooMany'));

/** A new story: its title, and of which entries it is made. */
export const NewStoryForm = v.object({
  roundId: v.string(),
  title: requiredText(STORY_TITLE_MAX),
  entryIds: v.pipe(ids(MOST_STORY_ENTRIES), v.minLength(1, 'stories.noEntry')),
});

/** Other words; entries that are not ticked any more, and people whom it concerns besides. */
export const StoryForm = v.object({
  ...{ roundId: v.string(), storyId: v.string(), version },
  title: requiredText(STORY_TITLE_MAX),
  text: requiredText(STORY_TEXT_MAX),
  entryIds: ids(MOST_STORY_ENTRIES),
  addedIds: ids(MOST_ADDED_PEOPLE),
});

export const StoryPick = v.object({ roundId: v.string(), storyId: v.string(), version });

export const StoryAnswerForm = v.object({ ...StoryPick.entries, answer: v.picklist(['yes', 'no']) });
