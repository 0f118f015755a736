export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** How an event repeats (RFC 5545 3.3.10), as far as it says days: hours of a day stay those of its first. */
export interface RepeatRule {
  frequency: Frequency;
  interval: number;
  count: number | null;
  /** As the file writes it; what it means depends on the event's zone. */
  until: string | null;
  /** Weekdays from 1 for Monday; `nth` counts within the month or the year, from its end where it is negative. */
  weekdays: readonly { nth: number; weekday: number }[];
  monthDays: readonly number[];
  months: readonly number[];
  positions: readonly number[];
  /** The weekday on which a week begins. */
  weekStart: number;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** An interval beyond it never comes round while anybody looks. */
export const LARGEST_INTERVAL = 1_000;
const KNOWN = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'WKST'];

/** Undefined for a rule that is wrong, or that says what whole days cannot follow: several times a day, weeks by number. */
export function readRepeatRule(text: string): RepeatRule | undefined {
  const parts = new Map(
    text
      .split(';')
      .filter(Boolean)
      .map((part) => {
        const [name = '', value = ''] = part.split('=', 2);
        return [name.trim().toUpperCase(), value.trim().toUpperCase()] as const;
      }),
  );
  if ([...parts.keys()].some((name) => !KNOWN.includes(name))) return undefined;
  const frequency = FREQUENCIES.find((known) => known === parts.get('FREQ'));
  const interval = parts.has('INTERVAL') ? wholeNumberIn(parts.get('INTERVAL'), 1, LARGEST_INTERVAL) : 1;
  const count = parts.has('COUNT') ? wholeNumberIn(parts.get('COUNT'), 1, Number.MAX_SAFE_INTEGER) : null;
  const weekdays = listOf(parts.get('BYDAY'), readWeekday);
  const monthDays = listOf(parts.get('BYMONTHDAY'), (item) => signedIn(item, 31));
  const months = listOf(parts.get('BYMONTH'), (item) => wholeNumberIn(item, 1, 12));
  const positions = listOf(parts.get('BYSETPOS'), (item) => signedIn(item, 366));
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO') + 1;
  if (!frequency || interval === undefined || count === undefined || weekStart === 0) return undefined;
  if (!weekdays || !monthDays || !months || !positions) return undefined;
  const countsWeekdays = weekdays.some(({ nth }) => nth !== 0);
  if (countsWeekdays && (frequency === 'DAILY' || frequency === 'WEEKLY')) return undefined;
  const until = parts.get('UNTIL') ?? null;
  return { frequency, interval, count, until, weekdays, monthDays, months, positions, weekStart };
}

function listOf<Item>(
  text: string | undefined,
  read: (item: string) => Item | undefined,
): Item[] | undefined {
  if (text === undefined) return [];
  const items: Item[] = [];
  for (const part of new Set(text.split(','))) {
    const item = read(part.trim());
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function readWeekday(text: string): { nth: number; weekday: number } | undefined {
  const weekday = WEEKDAYS.indexOf(text.slice(-2)) + 1;
  const nth = text.length === 2 ? 0 : signedIn(text.slice(0, -2), 53);
  return weekday === 0 || nth === undefined ? undefined : { nth, weekday };
}

function wholeNumberIn(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined || !/^\+?\d{1,15}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

/** From 1, or from -1 downwards: counted from the end. */
function signedIn(text: string, most: number): number | undefined {
  const value = wholeNumberIn(text.replace(/^[-+]/, ''), 1, most);
  return value !== undefined && text.startsWith('-') ? -value : value;
}
