import * as v from 'valibot';
import { HOLIDAY_RULES } from '../base/calendar/holidays.ts';
import { SEASON_KINDS } from '../base/calendar/working-days.ts';
import { LOCALES } from '../base/locale.ts';
import { CURRENCIES } from '../base/money.ts';
import {
  areImportanceSteps,
  MAX_IMPORTANCE_STEP,
  MIN_IMPORTANCE_STEP,
  type ImportanceSteps,
} from '../base/ratings/importance-steps.ts';
import { isBorder } from '../base/ratings/band-borders.ts';
import { calendarDay, optionalText, requiredText, wholeNumber } from '../base/parse-input.ts';
import { LARGEST_THRESHOLD, SMALLEST_THRESHOLD } from '../base/small-n.ts';
import { isTimeZone } from '../base/time-zone.ts';
import { NAME_MAX } from '../people/people-forms.ts';
import { REPORTING_LINES } from './settings.ts';

/** The version of the settings that a section was changed on. */
const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());

export const OrganisationForm = v.object({
  version,
  name: requiredText(NAME_MAX),
  locale: v.picklist(LOCALES),
  currency: v.picklist(CURRENCIES),
  timeZone: v.pipe(v.string('form.required'), v.trim(), v.check(isTimeZone, 'organisation.badTimeZone')),
});

const time = v.pipe(v.string('form.required'), v.isoTime('form.required'));

export const WeekForm = v.pipe(
  v.object({
    version,
    weekdays: v.pipe(
      v.optional(v.array(v.union([v.string(), v.number()])), []),
      v.transform((days) => [...new Set(days.map(Number))].toSorted()),
      v.array(v.picklist([1, 2, 3, 4, 5, 6, 7])),
      v.minLength(1, 'organisation.noWeekday'),
    ),
    from: time,
    until: time,
    holidays: v.picklist(HOLIDAY_RULES),
  }),
  v.forward(
    v.check(({ from, until }) => from < until, 'organisation.endsBeforeStart'),
    ['until'],
  ),
);

export const LineForm = v.object({
  version,
  reportingLine: v.picklist(REPORTING_LINES, 'form.required'),
  /** Empty where nobody steps in. */
  substituteId: v.optional(v.string(), ''),
});

export const ThresholdForm = v.object({
  version,
  smallestGroup: wholeNumber(SMALLEST_THRESHOLD, LARGEST_THRESHOLD),
});

const border = v.pipe(
  v.union([v.string(), v.number()], 'form.required'),
  v.transform((value) => (value === '' ? Number.NaN : Number(value))),
  v.number('form.number'),
  v.check(isBorder, 'organisation.borders.bad'),
);

export const BorderForm = v.object({ version, importance: border, urgency: border });

const step = v.pipe(
  v.union([v.string(), v.number()], 'form.required'),
  v.transform((value) => (value === '' ? Number.NaN : Number(String(value).trim().replace(',', '.')))),
  v.number('form.number'),
  v.minValue(MIN_IMPORTANCE_STEP, 'form.tooSmall'),
  v.maxValue(MAX_IMPORTANCE_STEP, 'form.tooLarge'),
);

/** The table by which a measured change becomes an importance [IS57]. */
export const ImportanceStepsForm = v.pipe(
  v.object({ version, under: step, two: step, three: step, four: step }),
  v.forward(
    v.check(
      ({ under, two, three, four }) => areImportanceSteps([under, two, three, four]),
      'organisation.steps.order',
    ),
    ['four'],
  ),
  v.transform(({ version: of, under, two, three, four }) => {
    const importanceSteps: ImportanceSteps = [under, two, three, four];
    return { version: of, importanceSteps };
  }),
);

/** As long as addresses are that somebody pastes. */
export const TRACKER_ADDRESS_MAX = 500;

/** Empty takes the address out. */
export const TrackerAddressForm = v.object({
  version,
  trackerAddress: v.pipe(
    optionalText(TRACKER_ADDRESS_MAX),
    v.check((text) => text === '' || isTrackerAddress(text), 'organisation.tracker.bad'),
  ),
});

/** An address of the web that is encrypted, carries no secret, and goes on with a key. */
function isTrackerAddress(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' && !text.includes('#');
}

export const DayOffForm = v.object({ day: calendarDay(), name: requiredText(NAME_MAX) });

const isInOrder = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): boolean => startsOn <= endsOn;
const OUT_OF_ORDER = 'organisation.endsBeforeStarts';

export const SeasonForm = v.pipe(
  v.object({
    /** Empty to add one. */
    seasonId: v.optional(v.string(), ''),
    version: v.optional(version, 0),
    name: requiredText(NAME_MAX),
    kind: v.picklist(SEASON_KINDS),
    startsOn: calendarDay(),
    endsOn: calendarDay(),
  }),
  v.forward(
    v.check((form) => isInOrder(form), OUT_OF_ORDER),
    ['endsOn'],
  ),
);

export const SubstituteForm = v.pipe(
  v.object({
    /** Empty to add one. */
    entryId: v.optional(v.string(), ''),
    version: v.optional(version, 0),
    personId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
    substituteId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
    startsOn: calendarDay(),
    endsOn: calendarDay(),
  }),
  v.forward(
    v.check((form) => isInOrder(form), OUT_OF_ORDER),
    ['endsOn'],
  ),
  v.forward(
    v.check(({ personId, substituteId }) => personId !== substituteId, 'organisation.ownSubstitute'),
    ['substituteId'],
  ),
);
