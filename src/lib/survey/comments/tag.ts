import * as v from 'valibot';
import type { Id } from '#lib/base/ids.ts';
import { optionalText, requiredText, wholeNumber } from '#lib/base/parse-input.ts';

export type TagId = Id<'tag'>;

/** One code of a survey's code frame. A comment has it by hand, or because it holds one of the phrases. */
export interface Tag {
  id: TagId;
  surveyId: string;
  name: string;
  /** Words or phrases, any of which gives the tag; empty for a tag that is only set by hand. */
  phrases: readonly string[];
  version: number;
}

/** A tag put on or taken off one comment by hand: it wins over the rule. */
export interface TagMark {
  tagId: TagId;
  /** Name of the column of comments, and the row of the wave from 0. */
  column: string;
  row: number;
  isOn: boolean;
}

export const MOST_PHRASES = 50;

/** Phrases as they are typed: one a line, or parted by semicolons. */
const phrases = v.pipe(
  optionalText(4000),
  v.transform((text) => [
    ...new Set(
      text
        .split(/[\n;]/)
        .map((phrase) => phrase.trim())
        .filter((phrase) => phrase !== ''),
    ),
  ]),
  v.maxLength(MOST_PHRASES, 'comments.tag.tooManyPhrases'),
);

export const TagForm = v.object({ waveId: v.string(), name: requiredText(80), phrases });
export const TagChange = v.object({
  tagId: v.string(),
  version: wholeNumber(1, 1_000_000_000),
  name: requiredText(80),
  phrases,
});
export const TagMarkForm = v.object({
  waveId: v.string(),
  tagId: v.string(),
  column: requiredText(1000),
  row: wholeNumber(0, 100_000_000),
  isOn: v.union([
    v.boolean(),
    v.pipe(
      v.picklist(['true', 'false']),
      v.transform((text) => text === 'true'),
    ),
  ]),
});
