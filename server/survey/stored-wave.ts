import * as v from 'valibot';
import { InsightEvidence } from '#lib/survey/insights/insight.ts';
import { WaveColumn, WaveFigure } from '#lib/survey/wave/wave.ts';

/** `wave.columns`, `wave_version.columns` */
export const StoredColumns = v.array(WaveColumn);

/** `wave.figures`, `wave_version.figures`, `disclosure.figures` */
export const StoredFigures = v.array(WaveFigure);

/** `wave_version.rows`, `disclosure.rows` */
export const StoredRows = v.object({
  read: v.number(),
  imported: v.number(),
  rejected: v.number(),
  excluded: v.number(),
});

/** `insight.evidence`: an insight of before there was any has none. */
export const StoredInsightEvidence = v.object({
  ...InsightEvidence.entries,
  isNameLost: v.optional(v.boolean(), false),
});
