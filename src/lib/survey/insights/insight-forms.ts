import * as v from 'valibot';
import { optionalText, requiredText, wholeNumber } from '#lib/base/parse-input.ts';

/** The analyst's words; the numbers of an insight never change. */
export const InsightChange = v.object({
  insightId: v.string(),
  version: wholeNumber(1, 1_000_000_000),
  title: requiredText(300),
  note: optionalText(2000),
});

const EXPORTS = ['responses-csv', 'comments-csv', 'parquet'] as const;

export const ExportForm = v.object({ waveId: v.string(), what: v.picklist(EXPORTS) });
