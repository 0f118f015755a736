import * as v from 'valibot';
import { DIRECTIONS } from '../base/quantity/direction.ts';
import { calendarDay, flag, optionalText, requiredText } from '../base/parse-input.ts';
import { optionalQuantity, quantity } from '../base/quantity/quantity-field.ts';

/** As long as the name of an area or a series may be, and its unit. */
export const AREA_NAME_MAX = 120;
export const UNIT_MAX = 20;
/** As long as what is said of an area, a series or one value may be. */
export const AREA_NOTE_MAX = 1000;

/** The version that it was changed on. */
const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

export const AreaForm = v.object({
  name: requiredText(AREA_NAME_MAX),
  note: optionalText(AREA_NOTE_MAX),
  ownerId: v.optional(v.string(), ''),
});

export const AreaChange = v.object({ areaId: v.string(), version, ...AreaForm.entries });

const seriesWords = {
  name: requiredText(AREA_NAME_MAX),
  unit: optionalText(UNIT_MAX),
  direction: v.picklist(DIRECTIONS, 'form.required'),
  target: optionalQuantity,
  note: optionalText(AREA_NOTE_MAX),
};

/** A series of an area, or of the whole organisation where none is named. */
export const NewSeriesForm = v.object({ areaId: v.optional(v.string(), ''), ...seriesWords });

export const SeriesChange = v.object({
  seriesId: v.string(),
  version,
  ...seriesWords,
  isEnded: v.optional(flag, false),
});

/** One value; on a day that has one it takes its place. */
export const PointForm = v.object({
  seriesId: v.string(),
  day: calendarDay(),
  value: quantity,
  note: optionalText(AREA_NOTE_MAX),
});

export const PointRemoval = v.object({ seriesId: v.string(), day: v.string() });

/** An issue that has a series as its reason, by its number as people write it. */
export const SeriesLink = v.object({
  seriesId: v.string(),
  issue: requiredText(20),
});

export const SeriesUnlink = v.object({ seriesId: v.string(), issueId: v.string() });

export const IssueOfSeriesForm = v.object({
  seriesId: v.string(),
  title: requiredText(300),
  description: optionalText(4000),
});
