import { plainLetters } from './words/fold-text.ts';

/** Years that a plan or a survey may name: a slip such as 0202 is none of them. */
export const MEANT_YEARS = { first: 1950, last: 2100 };

/** Why a text is no day: it is not understood, no calendar has it, or nobody can mean its year. */
export type DayFault = 'none' | 'impossible' | 'year';

/** What is read is the day (ISO), or why there is none. */
type ReadDay = { day: string } | { fault: DayFault };

interface Around {
  /** The day (ISO) on which it is written. */
  today: string;
  /** Where a day without a year lies: plans are ahead, what has happened is back. */
  leans: 'ahead' | 'back';
}

interface Parts {
  year: number;
  month: number;
  date: number;
}

/** In both languages at once: whoever works in a Polish app may write "next tue". */
const MONTHS = [
  ['styczen', 'stycznia', 'january'],
  ['luty', 'lutego', 'february'],
  ['marzec', 'marca', 'march'],
  ['kwiecien', 'kwietnia', 'april'],
  ['maj', 'maja', 'may'],
  ['czerwiec', 'czerwca', 'june'],
  ['lipiec', 'lipca', 'july'],
  ['sierpien', 'sierpnia', 'august'],
  ['wrzesien', 'wrzesnia', 'september'],
  ['pazdziernik', 'pazdziernika', 'october'],
  ['listopad', 'listopada', 'november'],
  ['grudzien', 'grudnia', 'december'],
];
/** From Monday; what is shorter than three letters stands as it is. */
const WEEKDAYS = [
  ['poniedzialek', 'pn', 'monday'],
  ['wtorek', 'wt', 'tuesday'],
  ['sroda', 'srode', 'sr', 'wednesday'],
  ['czwartek', 'cz', 'thursday'],
  ['piatek', 'pt', 'friday'],
  ['sobota', 'sobote', 'so', 'saturday'],
  ['niedziela', 'niedziele', 'ndz', 'nd', 'sunday'],
];
const NEAR: Readonly<Record<string, number>> = {
  przedwczoraj: -2,
  'day before yesterday': -2,
  wczoraj: -1,
  yesterday: -1,
  dzis: 0,
  dzisiaj: 0,
  today: 0,
  jutro: 1,
  tomorrow: 1,
  pojutrze: 2,
  'day after tomorrow': 2,
};
const COUNTS: Readonly<Record<string, number>> = {
  '': 1,
  a: 1,
  an: 1,
  one: 1,
  jeden: 1,
  dwa: 2,
  dwie: 2,
  two: 2,
  trzy: 3,
  three: 3,
  cztery: 4,
  four: 4,
};
const SPANS: readonly [RegExp, 'day' | 'week' | 'month'][] = [
  [/^(days?|dzien|dni)$/, 'day'],
  [/^(weeks?|tydzien|tygodnie|tygodni)$/, 'week'],
  [/^(months?|miesiac|miesiace|miesiecy)$/, 'month'],
];
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A day as people write it, in Polish or English: "8 gru", "8.12", "Dec 8, 2026", "2026-12-08", "jutro",
 * "wt", "next tue", "za 2 tygodnie". The day stands before the month ("8/12"), unless only the other
 * order is a day; weeks begin on Monday. Without a year it is the nearest such day on the side that is told.
 */
export function readDay(text: string, around: Around): ReadDay {
  const words = plain(text);
  const today = partsOf(around.today);
  if (!today) throw new Error(`No calendar day: ${around.today}`);
  const parts =
    readNear(words, today) ??
    readWeekday(words, today, around.leans) ??
    readNumbers(words, today, around.leans) ??
    readNamed(words, today, around.leans);
  if (!parts) return { fault: 'none' };
  const day = dayOf(parts);
  if (!isCalendarDay(day)) return { fault: 'impossible' };
  return isMeantYear(day) ? { day } : { fault: 'year' };
}

/** Whether a text is a calendar day (ISO) that exists. */
export function isCalendarDay(day: string): boolean {
  const parts = partsOf(day);
  if (!parts) return false;
  const moment = new Date(momentOf(parts));
  return moment.getUTCMonth() + 1 === parts.month && moment.getUTCDate() === parts.date;
}

/** Whether the year of a day (ISO) is one that somebody can mean. */
export function isMeantYear(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return year >= MEANT_YEARS.first && year <= MEANT_YEARS.last;
}

/** Small letters without diacritics; of the marks those that part numbers stay. */
function plain(text: string): string {
  return plainLetters(text)
    .replaceAll(',', ' ')
    .replace(/\s*([./-])\s*(?=\d)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Days that are counted from today. */
function readNear(words: string, today: Parts): Parts | undefined {
  const near = NEAR[words];
  if (near !== undefined) return plusDays(today, near);
  if (/^(next week|(w )?(przyszly|nastepny|przyszlym|nastepnym) (tydzien|tygodniu))$/.test(words))
    return plusDays(mondayOf(today), 7);
  const ahead = /^(?:in|za) (?:(\w+) )?(\w+)$/.exec(words);
  const back = /^(?:(\w+) )?(\w+) (?:ago|temu)$/.exec(words);
  const [, count = '', unit = ''] = ahead ?? back ?? [];
  const n = /^\d{1,3}$/.test(count) ? Number(count) : COUNTS[count];
  const span = SPANS.find(([pattern]) => pattern.test(unit))?.[1];
  if (n === undefined || !span) return undefined;
  const signed = ahead ? n : -n;
  return span === 'month' ? plusMonths(today, signed) : plusDays(today, signed * (span === 'week' ? 7 : 1));
}

/** The nearest day of that name, never today; "next" and "last" are of the next and the last week. */
function readWeekday(words: string, today: Parts, leans: Around['leans']): Parts | undefined {
  const match =
    /^(?:(?:we?|on|this) )?(?:(next|last|przyszl[yae]|nastepn[yae]|zeszl[yae]|ostatni[ae]?) )?([a-z]{2,})\.?$/.exec(
      words,
    );
  const [, which, name = ''] = match ?? [];
  const index = WEEKDAYS.findIndex((names) => names.some((full) => isShortFor(name, full)));
  if (index < 0) return undefined;
  if (which !== undefined) {
    const isLast = /^(last|z|o)/.test(which);
    return plusDays(mondayOf(today), index + (isLast ? -7 : 7));
  }
  const ahead = (index - weekdayOf(today) + 7) % 7 || 7;
  return plusDays(today, leans === 'ahead' ? ahead : ahead === 7 ? -7 : ahead - 7);
}

function readNumbers(words: string, today: Parts, leans: Around['leans']): Parts | undefined {
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(words);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), date: Number(iso[3]) };
  const match = /^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?$/.exec(words);
  if (!match) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const isMonthFirst = second > 12 && first <= 12;
  const [date, month] = isMonthFirst ? [second, first] : [first, second];
  return withYear({ date, month }, match[4], today, leans);
}

function readNamed(words: string, today: Parts, leans: Around['leans']): Parts | undefined {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.? ?(?:of )?([a-z]{3,})\.?(?: (\d{4})(?: ?r\.?)?)?$/.exec(
    words,
  );
  const monthFirst = /^([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(words);
  const [, date, name, year] =
    dayFirst ?? (monthFirst ? ['', monthFirst[2], monthFirst[1], monthFirst[3]] : []);
  if (date === undefined || name === undefined) return undefined;
  const month = MONTHS.findIndex((names) => names.some((full) => isShortFor(name, full))) + 1;
  return month === 0 ? undefined : withYear({ date: Number(date), month }, year, today, leans);
}

/** The beginning of a name, of three letters at least, or all of it. */
const isShortFor = (word: string, full: string): boolean =>
  word === full || (word.length >= 3 && full.startsWith(word));

function withYear(
  { date, month }: Omit<Parts, 'year'>,
  year: string | undefined,
  today: Parts,
  leans: Around['leans'],
): Parts {
  if (year !== undefined)
    return { date, month, year: year.length === 2 ? 2000 + Number(year) : Number(year) };
  const near = { year: today.year, month, date };
  // A leap day is looked for where there is one.
  const step = leans === 'ahead' ? 1 : -1;
  const isBeside = (parts: Parts): boolean =>
    leans === 'ahead' ? dayOf(parts) >= dayOf(today) : dayOf(parts) <= dayOf(today);
  const isLeapDay = month === 2 && date === 29;
  while (!isBeside(near) || (isLeapDay && !isCalendarDay(dayOf(near)))) near.year += step;
  return near;
}

function partsOf(day: string): Parts | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return undefined;
  return { year: Number(match[1]), month: Number(match[2]), date: Number(match[3]) };
}

function dayOf({ year, month, date }: Parts): string {
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

const momentOf = ({ year, month, date }: Parts): number => Date.UTC(year, month - 1, date);
/** From Monday, which is 0. */
const weekdayOf = (parts: Parts): number => (new Date(momentOf(parts)).getUTCDay() + 6) % 7;
const mondayOf = (parts: Parts): Parts => plusDays(parts, -weekdayOf(parts));

function plusDays(parts: Parts, days: number): Parts {
  const moment = new Date(momentOf(parts) + days * DAY_MS);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() };
}

/** The same day of another month, or its last one where that is shorter. */
function plusMonths({ year, month, date }: Parts, months: number): Parts {
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const [toYear, toMonth] = [first.getUTCFullYear(), first.getUTCMonth() + 1];
  const last = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  return { year: toYear, month: toMonth, date: Math.min(date, last) };
}
