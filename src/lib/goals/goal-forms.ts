import * as v from 'valibot';
import { calendarDay, optionalText, requiredText } from '../base/parse-input.ts';
import { DIRECTIONS } from '../base/quantity/direction.ts';
import { optionalQuantity } from '../base/quantity/quantity-field.ts';
import { GOAL_STATES, type GoalMeasure } from './goal.ts';

export const GOAL_TITLE_MAX = 200;
export const GOAL_NOTE_MAX = 2000;
/** As long as a target in words may be. */
export const TARGET_WORDS_MAX = 300;

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

/** "words", or "series ID" and "insight ID" as the one list of the form names them. */
const measuredBy = v.pipe(
  v.string('form.required'),
  v.regex(/^(words|(series|insight) .+)$/, 'form.required'),
  v.transform((text): { measure: GoalMeasure; measureId: string | null } => {
    const [measure = 'words', measureId] = text.split(' ');
    return measure === 'series' || measure === 'insight'
      ? { measure, measureId: measureId ?? null }
      : { measure: 'words', measureId: null };
  }),
);

const words = {
  title: requiredText(GOAL_TITLE_MAX),
  note: optionalText(GOAL_NOTE_MAX),
  measuredBy,
  direction: v.optional(v.picklist(DIRECTIONS), 'up'),
  start: optionalQuantity,
  target: optionalQuantity,
  targetWords: optionalText(TARGET_WORDS_MAX),
  dueOn: calendarDay(),
  ownerId: v.optional(v.string(), ''),
};

export const NewGoalForm = v.object(words);

export const GoalChange = v.object({ goalId: v.string(), version, ...words, state: v.picklist(GOAL_STATES) });

/** An issue or a project that serves a goal, by its number as people write it. */
export const GoalLink = v.object({
  goalId: v.string(),
  issue: v.optional(v.string(), ''),
  project: v.optional(v.string(), ''),
});

/** One of both is named. */
export const GoalUnlink = v.object({
  goalId: v.string(),
  issueId: v.optional(v.string(), ''),
  projectId: v.optional(v.string(), ''),
});

export const IssueOfGoalForm = v.object({ goalId: v.string(), title: requiredText(300) });
