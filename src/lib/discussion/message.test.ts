import * as v from 'valibot';
import { expect, test } from 'vitest';
import { MessageForm } from './discussion-forms.ts';
import {
  LONGEST_MESSAGE,
  MOST_MESSAGE_FILES,
  isDiscussed,
  isWatching,
  messageActions,
  type MessageStance,
} from './message.ts';

const NOBODY: MessageStance = { isAuthor: false, isAsked: false, isOfSubject: false, mayRemove: false };
const PLAIN = { isRemoved: false, question: null };
const WAITING = { isRemoved: false, question: 'waiting' } as const;

test.each([
  [PLAIN, {}, []],
  [PLAIN, { isAuthor: true }, ['change', 'remove']],
  [PLAIN, { mayRemove: true }, ['remove']],
  [PLAIN, { isAsked: true, isOfSubject: true }, []],
  [WAITING, { isAsked: true }, ['answer']],
  [WAITING, { isOfSubject: true }, ['answer']],
  [WAITING, { isAuthor: true }, ['change', 'remove', 'answer']],
  [{ ...WAITING, question: 'answered' as const }, { isAsked: true }, []],
  [{ ...WAITING, isRemoved: true }, { isAuthor: true, isAsked: true, mayRemove: true }, []],
])('[DI6] [DI7] [DI9] who may do what with a message: %j %j', (message, stance, may) => {
  expect(messageActions(message, { ...NOBODY, ...stance })).toEqual(may);
});

test('[DI10] what somebody chose holds, else whose the thing is', () => {
  expect([
    isWatching(undefined, true),
    isWatching(undefined, false),
    isWatching(false, true),
    isWatching(true, false),
  ]).toEqual([true, false, false, true]);
});

test('[DI2] nobody talks about a person', () => {
  expect([isDiscussed('issue'), isDiscussed('person')]).toEqual([true, false]);
});

const form = (fields: object) =>
  v.safeParse(MessageForm, { kind: 'issue', subjectId: 'x', text: '', ...fields });

test('[DI1] [DI5] a message has words or files, within its limits', () => {
  const file = new Blob(['a']);
  expect(form({}).success).toBe(false);
  expect(form({ text: '  ' }).success).toBe(false);
  expect(form({ text: 'x'.repeat(LONGEST_MESSAGE) }).success).toBe(true);
  expect(form({ text: 'x'.repeat(LONGEST_MESSAGE + 1) }).success).toBe(false);
  expect(form({ files: new Blob([]) }).success).toBe(false); // a field without a file
  expect(form({ files: [file] }).success).toBe(true);
  expect(form({ files: Array<Blob>(MOST_MESSAGE_FILES).fill(file) }).success).toBe(true);
  expect(form({ files: Array<Blob>(MOST_MESSAGE_FILES + 1).fill(file) }).success).toBe(false);
});
