import * as v from 'valibot';
import type { Tables } from './tables.ts';

/** A column as errors name it, such as `workshop.programme`. */
export type Column = {
  [Table in keyof Tables & string]: `${Table}.${keyof Tables[Table] & string}`;
}[keyof Tables & string];

/**
 * A row holds what this version cannot read: it was edited by hand, damaged, or written by a newer version.
 * Nobody who presses a button can mend it, so that it is no refusal but a fault for the log. The message names
 * column and row and never the content, which may be personal.
 */
export class StoredError extends Error {
  readonly column: Column;
  /** The key of the row. */
  readonly row: string;

  constructor(column: Column, row: string, what: string, cause?: unknown) {
    super(`${column} of row ${row} cannot be read: ${what}`, { cause });
    this.name = 'StoredError';
    this.column = column;
    this.row = row;
  }
}

/**
 * What a JSON column holds, in the shape that `schema` describes; throws a StoredError for anything else. A
 * schema that forms are checked with serves where its output is what is stored; whoever makes such a one
 * stricter has rows of before to think of. Fields that a schema does not name are left out.
 */
export function readJson<const Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  column: Column,
  row: string,
): v.InferOutput<Schema> {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    throw new StoredError(column, row, 'it is no JSON'); // the parser's own message quotes the content
  }
  const result = v.safeParse(schema, stored, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new StoredError(column, row, `${path ?? 'the whole'} is no ${issue.expected ?? 'such value'}`);
}

/** `value` as one of a closed list; throws a StoredError for any other. */
export function oneOf<const Item extends string>(
  list: readonly Item[],
  value: string,
  column: Column,
  row: string,
): Item {
  const found = list.find((item) => item === value);
  if (found === undefined) throw new StoredError(column, row, `it is none of ${list.join(', ')}`);
  return found;
}
