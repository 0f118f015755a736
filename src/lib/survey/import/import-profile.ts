import * as v from 'valibot';
import type { ColumnDecision } from './column-decision.ts';
import { DELIMITERS, QUOTINGS } from '#lib/tabular/file/dialect.ts';
import { ENCODINGS } from '#lib/base/encoding/encoding.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import { maskPersonalData } from '#lib/tabular/privacy/personal-data.ts';
import type { PassportOverrides } from '#lib/tabular/file/passport.ts';
import { PLATFORMS } from '#lib/tabular/file/platform.ts';
import { ROW_TREATMENTS } from '#lib/tabular/file/row-rules.ts';
import { MOST_HEADING_ROW } from '#lib/tabular/file/table-start.ts';
import { COLUMN_ROLES, JOIN_MARKS } from '#lib/tabular/table/table.ts';

/** The parts of a passport that were set by hand. */
const PassportSettings = v.object({
  encoding: v.optional(v.picklist(ENCODINGS)),
  delimiter: v.optional(v.picklist(DELIMITERS)),
  quoting: v.optional(v.picklist(QUOTINGS)),
  headingRow: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_HEADING_ROW))),
  decimal: v.optional(v.picklist(['.', ','])),
  platform: v.optional(v.picklist(PLATFORMS)),
  headerRows: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3))),
  dateOrder: v.optional(v.picklist(['ymd', 'dmy', 'mdy'])),
  zone: v.optional(v.pipe(v.string(), v.maxLength(100))),
  testRows: v.optional(v.picklist(ROW_TREATMENTS)),
  unfinishedRows: v.optional(v.picklist(ROW_TREATMENTS)),
  totalRows: v.optional(v.picklist(ROW_TREATMENTS)),
  sheet: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

/** How one column was read. */
const ColumnSettings = v.object({
  /** Its heading, masked as in the wave. */
  name: v.pipe(v.string(), v.maxLength(1000)),
  role: v.picklist(COLUMN_ROLES),
  scale: v.optional(v.object({ min: v.number(), max: v.number() })),
  isReversed: v.boolean(),
  points: v.optional(v.record(v.pipe(v.string(), v.maxLength(500)), v.number())),
  naCodes: v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(500)),
  /** What parts its options, `none` where each answer is one; older profiles do not know. */
  joinedBy: v.optional(v.picklist([...JOIN_MARKS, 'none'])),
  /** Whether it was left out as personal. "Keep" is not remembered: other people's data are another decision. */
  isDropped: v.boolean(),
});
export type ColumnSettings = v.InferOutput<typeof ColumnSettings>;

/** How a file was read: what was set by hand in its passport, and every column as it was decided. */
export const ImportSettings = v.object({
  passport: PassportSettings,
  columns: v.pipe(v.array(ColumnSettings), v.maxLength(2000)),
});
export type ImportSettings = v.InferOutput<typeof ImportSettings>;

/** The settings of the wave of a survey that was imported last. */
export interface ImportProfile {
  surveyId: string;
  surveyName: string;
  waveName: string;
  savedAtMs: number;
  settings: ImportSettings;
}

/** With fewer headings in common two files are not two waves of one survey. */
const ENOUGH_IN_COMMON = 0.8;

/** A heading as a profile knows it; personal data in it is not kept. */
export function headingKey(heading: string): string {
  return foldText(maskPersonalData(heading).text);
}

/** What is remembered of an import. */
export function settingsOf(
  passport: PassportOverrides,
  decisions: readonly ColumnDecision[],
): ImportSettings {
  const columns = decisions.map((decision): ColumnSettings => {
    const { role, scale, isReversed, points, naCodes, privacy, joinedBy } = decision;
    const { optionOf } = decision.description.guess;
    const join = role === 'multi' && !optionOf ? { joinedBy: joinedBy ?? ('none' as const) } : {};
    const name = maskPersonalData(decision.description.summary.name).text;
    const isDropped = privacy === 'drop';
    return { name, role, scale, isReversed, points, naCodes: [...naCodes], ...join, isDropped };
  });
  return { passport, columns };
}

/**
 * The profile whose headings these are, at least four fifths of both; of several the one with most in common,
 * of equals the newest. See [SV88].
 */
export function findProfile(
  profiles: readonly ImportProfile[],
  headings: readonly string[],
): ImportProfile | undefined {
  const keys = new Set(headings.map(headingKey));
  const share = ({ settings }: ImportProfile): number => {
    const known = new Set(settings.columns.map(({ name }) => headingKey(name)));
    return keys.intersection(known).size / Math.max(1, keys.size, known.size);
  };
  const [best] = profiles
    .map((profile) => ({ profile, share: share(profile) }))
    .filter((each) => each.share >= ENOUGH_IN_COMMON)
    .sort((a, b) => b.share - a.share || b.profile.savedAtMs - a.profile.savedAtMs);
  return best?.profile;
}
