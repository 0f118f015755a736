import * as v from 'valibot';
import { LOCALES } from '../base/locale.ts';
import { calendarDay, emailText, optionalText, requiredText } from '../base/parse-input.ts';
import { SubjectRef } from '../base/subject.ts';
import { CODE_DIGITS, DOOR_OUTCOMES, MOST_DOOR_COMMITMENTS } from './door.ts';

export const OutsideDoorForm = v.object({
  kind: SubjectRef.entries.kind,
  subjectId: v.string(),
  holderName: requiredText(120),
  holderAddress: emailText(),
  locale: v.picklist(LOCALES),
  /** As the holder is to read it: the title in the house may not be for them. */
  title: requiredText(200),
  message: optionalText(4000),
  asks: optionalText(4000),
  commitmentIds: v.pipe(
    v.optional(v.array(v.string()), []),
    v.maxLength(MOST_DOOR_COMMITMENTS, 'outside.tooManyCommitments'),
  ),
  /** The last day on which it is open. */
  until: calendarDay(),
});

export const DoorPick = v.object({ doorId: v.string() });

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

export const DoorCommitmentForm = v.object({ commitmentId: v.string(), version });

export const DoorAnswerForm = v.object({ commitmentId: v.string(), version, text: requiredText(500) });

export const DoorCommentForm = v.object({ text: requiredText(2000) });

/** Whoever refuses says why. */
export const DoorOutcomeForm = v.pipe(
  v.object({
    outcome: v.picklist(DOOR_OUTCOMES, 'form.required'),
    remarks: optionalText(2000),
    code: v.pipe(
      v.string('form.required'),
      v.transform((text) => text.replace(/\s/g, '')),
      v.regex(new RegExp(`^\\d{${CODE_DIGITS}}$`), 'outside.codeForm'),
    ),
  }),
  v.forward(
    v.check(({ outcome, remarks }) => outcome === 'accepted' || remarks !== '', 'form.required'),
    ['remarks'],
  ),
);
