import * as v from 'valibot';
import { calendarDay, optionalText, requiredText, wholeNumber, withLimits } from '../base/parse-input.ts';
import { LONGEST_URN_COMMENT } from '../base/agreement/agreement-forms.ts';
import { COUNTS_FROM_VOTES } from '../base/urn.ts';
import { MOST_OPEN_DAYS, MOST_PULSE_PEOPLE, MOST_PULSE_QUESTIONS, USUAL_OPEN_DAYS } from './team-pulse.ts';
import { MOST_UNITS, RHYTHM_UNITS } from './timing.ts';

/** The longest question. */
export const LONGEST_PULSE_QUESTION = 200;

/** Questions as lines of a text, without empty ones. */
const questions = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
  v.minLength(1, 'form.required'),
  v.maxLength(MOST_PULSE_QUESTIONS, 'rhythms.pulse.tooManyQuestions'),
  v.check(
    (lines) => lines.every((line) => line.length <= LONGEST_PULSE_QUESTION),
    withLimits('rhythms.pulse.longQuestion', { limit: LONGEST_PULSE_QUESTION }),
  ),
  v.check((lines) => new Set(lines).size === lines.length, 'rhythms.pulse.questionTwice'),
);

/** People by their ids, each once. */
const people = v.pipe(
  v.optional(v.array(v.string()), []),
  v.transform((ids) => [...new Set(ids.filter((id) => id !== ''))]),
  v.minLength(COUNTS_FROM_VOTES, 'rhythms.pulse.tooFewAsked'),
  v.maxLength(MOST_PULSE_PEOPLE, 'rhythms.pulse.tooManyAsked'),
);

export const TeamPulseForm = v.object({
  title: requiredText(100),
  questions,
  askedIds: people,
  unit: v.picklist(RHYTHM_UNITS),
  every: v.optional(wholeNumber(1, MOST_UNITS), 2),
  startsOn: calendarDay(),
  openDays: v.optional(wholeNumber(1, MOST_OPEN_DAYS), USUAL_OPEN_DAYS),
});

export const TeamPulsePick = v.object({
  pulseId: v.string(),
  version: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
});

/** The names of the fields keep what is said out of the hash of the press (`server/requests/hash-input.ts`). */
export const TeamPulseAnswerForm = v.object({
  askId: v.string(),
  ballotComment: optionalText(LONGEST_URN_COMMENT),
});
