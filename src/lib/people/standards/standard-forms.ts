import * as v from 'valibot';
import { calendarDay, flag, optionalText, requiredText } from '../../base/parse-input.ts';

export const STANDARD_TITLE_MAX = 150;
/** About ten pages: what is longer is a manual, and nobody reads it beside a conversation. */
export const STANDARD_TEXT_MAX = 20_000;
export const STANDARD_NOTE_MAX = 500;
/** What a director says of a version. */
export const STANDARD_COMMENT_MAX = 1000;

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());
const picked = { standardId: v.string(), version };
const kept = { ownerId: v.optional(v.string(), ''), reviewOn: calendarDay() };
const words = {
  title: requiredText(STANDARD_TITLE_MAX),
  text: requiredText(STANDARD_TEXT_MAX),
  note: optionalText(STANDARD_NOTE_MAX),
};

export const NewStandardForm = v.object({ ...words, ...kept });

export const StandardWordsForm = v.object({ ...picked, ...words });

export const StandardKeepingForm = v.object({ ...picked, ...kept });

export const StandardPick = v.object(picked);

export const StandardDecisionForm = v.pipe(
  v.object({
    standardId: v.string(),
    versionId: v.string(),
    /** Which asking its signer saw: nothing changes of a version while it is asked. */
    submission: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
    /** Empty when they proved themselves a moment ago. */
    password: v.optional(v.string(), ''),
    isApproved: flag,
    comment: optionalText(STANDARD_COMMENT_MAX),
  }),
  v.forward(
    v.check((form) => form.isApproved || form.comment !== '', 'standards.commentNeeded'),
    ['comment'],
  ),
);
