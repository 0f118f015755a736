import * as v from 'valibot';
import { expect, test } from 'vitest';
import { AppError } from './errors.ts';
import { calendarDay, emailText, parseInput, requiredText, wholeNumber, withLimits } from './parse-input.ts';

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

test('a rule of our own names its limits too', () => {
  const Form = v.object({
    day: calendarDay(),
    pair: v.pipe(
      v.array(v.string()),
      v.check(({ length }) => length < 3, withLimits('form.pair', { most: 2 })),
    ),
  });
  const refused = (): unknown => parseInput(Form, { day: '0202-01-01', pair: ['a', 'b', 'c'] });
  expect(refused).toThrow(AppError);
  try {
    refused();
  } catch (error) {
    expect(error).toMatchObject({
      issues: [
        { path: 'day', message: 'form.dayYear', values: { first: 1950, last: 2100 } },
        { path: 'pair', message: 'form.pair', values: { most: 2 } },
      ],
    });
  }
});
