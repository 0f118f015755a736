import * as v from 'valibot';
import { expect, test } from 'vitest';
import { AppError } from './errors.ts';
import { emailText, parseInput, requiredText, wholeNumber } from './parse-input.ts';

const Schema = v.object({ name: requiredText(5), email: emailText(), seats: wholeNumber(1, 9) });

function issuesOf(input: unknown): unknown {
  try {
    return parseInput(Schema, input);
  } catch (error) {
    return error instanceof AppError ? error.issues : error;
  }
}

test('what is right comes out trimmed and typed', () => {
  expect(issuesOf({ name: ' Ola ', email: 'OLA@Example.org', seats: '3' })).toEqual({
    name: 'Ola',
    email: 'ola@example.org',
    seats: 3,
  });
});

test('all wrong fields are named at once, with the limit that was broken', () => {
  expect(issuesOf({ name: 'Aleksandra', email: 'nobody', seats: '12' })).toEqual([
    { path: 'name', message: 'form.tooLong', values: { limit: 5 } },
    { path: 'email', message: 'form.email' },
    { path: 'seats', message: 'form.tooLarge', values: { limit: 9 } },
  ]);
});

test('missing fields are asked for', () => {
  expect(issuesOf({ seats: '' })).toEqual([
    { path: 'name', message: 'form.required' },
    { path: 'email', message: 'form.required' },
    { path: 'seats', message: 'form.number' },
  ]);
});
