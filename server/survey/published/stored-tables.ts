import * as v from 'valibot';
import {
  DEFAULT_WORD_THRESHOLD,
  type PublishedCell,
  type PublishedTables,
} from '#lib/survey/published/published-tables.ts';
import { MEASURE_KINDS } from '#lib/base/measure-kind.ts';

/**
 * A cell of published tables. Tables of 160 measures by three segments have tens of thousands: a schema of
 * unions would take longer than all the rest of the page, so that this looks by hand.
 */
function isCell(cell: unknown): cell is PublishedCell {
  if (typeof cell !== 'object' || cell === null) return cell === 'hidden' || cell === 'empty';
  if (!('value' in cell && 'interval' in cell && 'n' in cell)) return false;
  const { value, interval, n } = cell;
  return (
    typeof value === 'number' &&
    typeof n === 'number' &&
    Array.isArray(interval) &&
    interval.length === 2 &&
    typeof interval[0] === 'number' &&
    typeof interval[1] === 'number'
  );
}

const cells = v.custom<readonly PublishedCell[]>((value) => Array.isArray(value) && value.every(isCell));

const group = v.variant('kind', [
  v.object({ kind: v.literal('answer'), name: v.string() }),
  v.object({ kind: v.picklist(['others', 'none']) }),
  v.object({ kind: v.literal('withdrawn'), place: v.number() }),
]);

const word = v.object({ term: v.string(), documents: v.number() });

/** `publication.tables`. Tables of before words were published lack words and their threshold. */
export const StoredTables: v.GenericSchema<unknown, PublishedTables> = v.object({
  segments: v.array(v.object({ column: v.string(), label: v.string(), groups: v.array(group) })),
  measures: v.array(
    v.object({ column: v.string(), label: v.string(), kind: v.picklist(MEASURE_KINDS), cells }),
  ),
  figureThreshold: v.number(),
  isWeighted: v.boolean(),
  words: v.optional(
    v.array(
      v.object({
        column: v.string(),
        label: v.string(),
        by: v.object({ column: v.string(), label: v.string(), isNps: v.boolean() }),
        comments: v.union([v.number(), v.literal('hidden')]),
        positive: v.array(word),
        negative: v.array(word),
      }),
    ),
    [],
  ),
  wordThreshold: v.optional(v.number(), DEFAULT_WORD_THRESHOLD),
});
