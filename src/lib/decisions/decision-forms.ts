import * as v from 'valibot';
import { calendarDay, optionalText, requiredText, wholeNumber } from '../base/parse-input.ts';
import { MOST_CRITERIA, MOST_OPTIONS_COMPARED, WEIGHTS } from './option-grid.ts';
import { DECISION_SUBJECTS, MOST_CONCERNED, MOST_DECIDERS, MOST_EVERYBODY } from './decision.ts';
import { POLL_CHOICES } from './poll.ts';

/** The version that it was changed on. */
const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());
const picked = { decisionId: v.string(), version };
const day = v.optional(v.union([calendarDay(), v.literal('')]), '');

/** The longest line that names an option or a criterion. */
export const LONGEST_OPTION = 200;

/** Lines of a text, without empty ones: none of them twice, none too long. */
function lines(most: number, tooMany: string) {
  return v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
    v.maxLength(most, tooMany),
    v.check((list) => list.every((line) => line.length <= LONGEST_OPTION), 'decisions.lineLong'),
    v.check((list) => new Set(list).size === list.length, 'decisions.lineTwice'),
  );
}

/** People by their ids, each once. */
function people(least: number, most: number) {
  return v.pipe(
    v.optional(v.array(v.string()), []),
    v.transform((ids) => [...new Set(ids.filter((id) => id !== ''))]),
    v.minLength(least, 'decisions.nobodyNamed'),
    v.maxLength(most, 'decisions.tooManyNamed'),
  );
}

const words = {
  question: requiredText(200),
  context: optionalText(4000),
  options: lines(MOST_OPTIONS_COMPARED, 'decisions.tooManyOptions'),
  criteria: lines(MOST_CRITERIA, 'decisions.tooManyCriteria'),
  deciderIds: people(1, MOST_DECIDERS),
  readerIds: people(0, MOST_CONCERNED),
};

export const DecisionNewForm = v.object({
  ...words,
  kind: v.optional(v.union([v.picklist(DECISION_SUBJECTS), v.literal('')]), ''),
  subjectId: v.optional(v.string(), ''),
  /** The decision that this one is to supersede. */
  replacesId: v.optional(v.string(), ''),
});

export const DecisionChangeForm = v.object({ ...picked, ...words });

/** Notes row by row, and a weight for each criterion. */
export const GridForm = v.object({
  ...picked,
  notes: v.optional(v.array(optionalText(300)), []),
  weights: v.optional(v.array(v.pipe(v.string(), v.transform(Number), v.picklist(WEIGHTS))), []),
});

export const DecisionPick = v.object(picked);

const announced = {
  proposal: requiredText(500),
  naming: v.picklist(['named', 'unnamed']),
  endsOn: calendarDay(),
};

export const PollForm = v.object({
  ...picked,
  ...announced,
  quorum: wholeNumber(1, MOST_CONCERNED),
  askedIds: people(1, MOST_CONCERNED),
});

/** A decision that is opened together with a poll of everybody [DE18]. */
export const EverybodyForm = v.object({
  question: words.question,
  deciderIds: words.deciderIds,
  ...announced,
  quorum: wholeNumber(1, MOST_EVERYBODY),
});

/** The names of the fields keep what is chosen out of the hash of the press (`server/requests/hash-input.ts`). */
export const VoteForm = v.object({
  decisionId: v.string(),
  pollId: v.string(),
  ballotChoice: v.picklist(POLL_CHOICES, 'decisions.choose'),
  ballotComment: optionalText(1000),
});

export const ObjectionAnswerForm = v.object({
  decisionId: v.string(),
  voteId: v.string(),
  /** Of the vote: an answer is to what was read. */
  version,
  text: requiredText(1000),
});

export const OutcomeForm = v.pipe(
  v.object({
    ...picked,
    optionId: v.optional(v.string(), ''),
    outcome: optionalText(1000),
    why: requiredText(2000),
    lookAgainOn: day,
  }),
  v.forward(
    v.check(({ optionId, outcome }) => optionId !== '' || outcome !== '', 'decisions.noOutcome'),
    ['outcome'],
  ),
);

export const LookAgainForm = v.object({ ...picked, lookAgainOn: day });

export const TellForm = v.object({ ...picked, readerIds: people(1, MOST_CONCERNED) });

/** By which decision it is superseded: its number. */
export const SupersedeForm = v.object({ ...picked, by: requiredText(20) });

/** Why it is withdrawn. */
export const DecisionWithdrawForm = v.object({ ...picked, reason: requiredText(500) });
