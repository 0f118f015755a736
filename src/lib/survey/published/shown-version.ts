import type { MarkedColumns } from './row-marks.ts';

/**
 * What was shown of one version of a wave: of each question the groups whose figures were shown, and which
 * rows were in them. Names of groups and columns are keyed hashes and rows are marks, so that what is kept
 * holds no answer.
 */
export interface ShownVersion {
  columns: MarkedColumns;
  groups: readonly string[];
  questions: Readonly<Record<string, ShownQuestion>>;
  /** The lists of groups that rows are in, as positions in `groups`. */
  memberships: readonly (readonly number[])[];
  /** People with an answer that they had not given in the versions before. */
  renewed: readonly RenewedAnswer[];
  /** One entry a row: its two marks, its person and its list of groups. */
  whole: Float64Array;
  core: Float64Array;
  person: Uint32Array;
  membership: Uint32Array;
  /** A bit a row and question, `answeredBytes` bytes a row. */
  answered: Uint8Array;
  answeredBytes: number;
}

/** A person, the keyed hash of a column, and the hashes of what they answered before and now. */
export type RenewedAnswer = readonly [person: number, column: string, before: number, now: number];

export interface ShownQuestion {
  /** The bit of the question in `answered`. */
  bit: number;
  /** Groups whose figure of this question was shown, each with how many gave each answer (hashed). */
  groups: readonly { group: number; answers: AnswerCounts }[];
}

export type AnswerCounts = readonly (readonly [answer: string, count: number])[];

/** Whether a row answered a question. */
export function hasAnswered({ answered, answeredBytes }: ShownVersion, row: number, bit: number): boolean {
  return (((answered[row * answeredBytes + (bit >> 3)] ?? 0) >> (bit & 7)) & 1) === 1;
}

/** As bytes: the length of the head, the head as JSON, and the arrays of rows. */
export function packVersion(version: ShownVersion): Uint8Array<ArrayBuffer> {
  const { whole, core, person, membership, answered, ...head } = version;
  const text = new TextEncoder().encode(JSON.stringify({ ...head, rowCount: whole.length }));
  const start = align(4 + text.length);
  const bytes = new Uint8Array(start + whole.length * 24 + answered.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = start;
  for (const array of [whole, core, person, membership, answered]) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

export function unpackVersion(packed: Uint8Array): ShownVersion {
  const bytes = new Uint8Array(packed); // a copy of its own, so that arrays of numbers can lie in it
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  const { rowCount, ...head } = JSON.parse(text) as Omit<
    ShownVersion,
    'whole' | 'core' | 'person' | 'membership' | 'answered'
  > & { rowCount: number }; // written by packVersion
  const start = align(4 + length);
  return {
    ...head,
    whole: new Float64Array(bytes.buffer, start, rowCount),
    core: new Float64Array(bytes.buffer, start + 8 * rowCount, rowCount),
    person: new Uint32Array(bytes.buffer, start + 16 * rowCount, rowCount),
    membership: new Uint32Array(bytes.buffer, start + 20 * rowCount, rowCount),
    answered: bytes.subarray(start + 24 * rowCount),
  };
}

/** Arrays of numbers of 8 bytes begin at multiples of 8. */
function align(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}
