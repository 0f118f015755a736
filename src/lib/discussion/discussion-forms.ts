import * as v from 'valibot';
import { flag, optionalText, requiredText } from '../base/parse-input.ts';
import { SubjectRef } from '../base/subject.ts';
import { LONGEST_MESSAGE, MOST_MESSAGE_FILES, QUOTE_KINDS } from './message.ts';

/** A field without a file sends an empty one. */
const files = v.pipe(
  v.optional(v.union([v.blob(), v.array(v.blob())]), []),
  v.transform((given) => (Array.isArray(given) ? given : [given]).filter(({ size }) => size > 0)),
  v.maxLength(MOST_MESSAGE_FILES, 'discussion.file.tooMany'),
);

/** What is written, with what hangs on it; a file can stand without words. */
const words = {
  text: optionalText(LONGEST_MESSAGE),
  quoteKind: v.optional(v.union([v.literal(''), v.picklist(QUOTE_KINDS)]), ''),
  quoteId: v.optional(v.string(), ''),
  files,
};

interface Words {
  text: string;
  files: readonly Blob[];
}

/** Nothing at all is no message. */
const isSaid = ({ text, files: given }: Words): boolean => text !== '' || given.length > 0;

/** A message on a thing; pressed as a question it goes to who is named, else to who answers for the thing. */
export const MessageForm = v.pipe(
  v.object({
    kind: SubjectRef.entries.kind,
    subjectId: v.string(),
    ...words,
    isQuestion: v.optional(flag, false),
    askedId: v.optional(v.string(), ''),
  }),
  v.forward(
    v.check((form) => isSaid(form), 'form.required'),
    ['text'],
  ),
);

/** A reply that is the answer to a question. */
export const AnswerForm = v.pipe(
  v.object({ questionId: v.string(), ...words }),
  v.forward(
    v.check((form) => isSaid(form), 'form.required'),
    ['text'],
  ),
);

/** The version that it was changed on. */
const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

export const MessageChangeForm = v.object({
  messageId: v.string(),
  version,
  text: requiredText(LONGEST_MESSAGE),
});

export const MessagePick = v.object({ messageId: v.string() });

/** Whether news of a thing are wanted. */
export const WatchForm = v.object({
  kind: SubjectRef.entries.kind,
  subjectId: v.string(),
  isOn: flag,
});
