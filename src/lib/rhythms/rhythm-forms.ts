import * as v from 'valibot';
import { calendarDay, optionalText } from '../base/parse-input.ts';
import { SubjectRef } from '../base/subject.ts';
import { CHOSEN_PURPOSES } from './rhythm.ts';
import { MOST_TOLD_AFTER, MOST_UNITS, RHYTHM_UNITS, TOLD_AFTER } from './timing.ts';

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

/** A whole number from 1 to the most; absent is what is usual. */
const count = (most: number, usual: number) =>
  v.optional(
    v.pipe(
      v.union([v.string(), v.number()]),
      v.transform(Number),
      v.integer('form.number'),
      v.minValue(1, 'form.tooSmall'),
      v.maxValue(most, 'form.tooLarge'),
    ),
    usual,
  );

const words = {
  purpose: v.optional(v.picklist(CHOSEN_PURPOSES), 'status'),
  /** Empty for the usual question of its purpose. */
  question: optionalText(300),
  /** Empty for whoever answers for the subject. */
  askedId: v.optional(v.string(), ''),
  unit: v.picklist(RHYTHM_UNITS),
  every: count(MOST_UNITS, 1),
  startsOn: calendarDay(),
  deputyAfter: count(MOST_TOLD_AFTER, TOLD_AFTER.deputy),
  leadAfter: count(MOST_TOLD_AFTER, TOLD_AFTER.lead),
};

const isInOrder = ({ deputyAfter, leadAfter }: { deputyAfter: number; leadAfter: number }): boolean =>
  deputyAfter <= leadAfter;

export const RhythmForm = v.pipe(
  v.object({ kind: SubjectRef.entries.kind, subjectId: v.string(), ...words }),
  v.forward(
    v.check((form) => isInOrder(form), 'rhythms.leadFirst'),
    ['leadAfter'],
  ),
);

export const RhythmChangeForm = v.pipe(
  v.object({ rhythmId: v.string(), version, ...words }),
  v.forward(
    v.check((form) => isInOrder(form), 'rhythms.leadFirst'),
    ['leadAfter'],
  ),
);

export const RhythmPick = v.object({ rhythmId: v.string(), version });

/** "Nothing new" needs no words; anything else does [RH4]. */
export const AskAnswerForm = v.pipe(
  v.object({
    askId: v.string(),
    isNothingNew: v.optional(
      v.pipe(
        v.union([v.boolean(), v.string()]),
        v.transform((value) => value === true || value === 'on' || value === 'true'),
      ),
      false,
    ),
    text: optionalText(1000),
  }),
  v.forward(
    v.check(({ isNothingNew, text }) => isNothingNew || text !== '', 'form.required'),
    ['text'],
  ),
);
