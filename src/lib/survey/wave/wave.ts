import * as v from 'valibot';
import type { Id } from '#lib/base/ids.ts';
import { COLUMN_ROLES } from '#lib/tabular/table/table.ts';
import { MEASURE_KINDS } from '#lib/base/measure-kind.ts';

export type SurveyId = Id<'survey'>;
export type WaveId = Id<'wave'>;

/** A column as the list of waves knows it; the answers are in the Parquet file. */
export const WaveColumn = v.object({
  name: v.pipe(v.string(), v.maxLength(1000)),
  label: v.pipe(v.string(), v.maxLength(5000)),
  role: v.picklist(COLUMN_ROLES),
  naCodes: v.array(v.string()),
});
export type WaveColumn = v.InferOutput<typeof WaveColumn>;

/** One overall figure of a wave, kept with it for those who do not see rows. */
export const WaveFigure = v.object({
  column: v.string(),
  label: v.string(),
  kind: v.picklist(MEASURE_KINDS),
  value: v.number(),
  interval: v.tuple([v.number(), v.number()]),
  n: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type WaveFigure = v.InferOutput<typeof WaveFigure>;

/** A wave as somebody saw it. */
export const WaveReference = v.object({
  waveId: v.string(),
  version: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
});
