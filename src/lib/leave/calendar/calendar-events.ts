import { unescapeText, type ContentLine } from './content-lines.ts';
import type { FileZone } from './wall-clock.ts';

/** One VEVENT: the lines that are its own, by name. */
export interface FileEvent {
  /** The line of the file on which it begins. */
  line: number;
  uid: string;
  title: string;
  lines: ReadonlyMap<string, readonly ContentLine[]>;
}

/** What of a calendar file is of use: its events, the zones that it defines, and where it breaks off. */
export interface FileParts {
  isCalendar: boolean;
  events: readonly FileEvent[];
  zones: readonly FileZone[];
  /** Lines on which an event begins that does not end. */
  broken: readonly number[];
}

interface Open {
  name: string;
  line: number;
  lines: ContentLine[];
  /** Ended parts inside it, of a zone. */
  parts: ContentLine[][];
}

/** Sorts the lines of a file into its events and zones; parts inside an event, such as alarms, are left out. */
export function readFileParts(lines: readonly ContentLine[]): FileParts {
  const events: FileEvent[] = [];
  const zones: FileZone[] = [];
  const broken: number[] = [];
  const open: Open[] = [];
  let isCalendar = false;
  const close = (ended: Open): void => {
    if (ended.name === 'VEVENT') events.push(toEvent(ended));
    else if (ended.name === 'VTIMEZONE') zones.push(toZone(ended));
    else open.at(-1)?.parts.push(ended.lines);
  };
  for (const entry of lines) {
    const part = entry.value.trim().toUpperCase();
    if (entry.name === 'BEGIN') {
      isCalendar ||= part === 'VCALENDAR';
      // An event never stands in an event: the one before it was cut off.
      if (part === 'VEVENT') broken.push(...dropEvents(open));
      open.push({ name: part, line: entry.line, lines: [], parts: [] });
    } else if (entry.name === 'END') {
      const at = open.findLastIndex(({ name }) => name === part);
      if (at < 0) continue;
      broken.push(...dropEvents(open, at + 1));
      const [ended] = open.splice(at);
      if (ended) close(ended);
    } else open.at(-1)?.lines.push(entry);
  }
  broken.push(...dropEvents(open));
  return { isCalendar, events, zones, broken };
}

/** Takes what is open from a place on, and returns the lines of the events among it. */
function dropEvents(open: Open[], from?: number): number[] {
  const first = from ?? open.findIndex(({ name }) => name === 'VEVENT');
  if (first < 0) return [];
  return open
    .splice(first)
    .filter(({ name }) => name === 'VEVENT')
    .map(({ line }) => line);
}

function toEvent({ line, lines }: Open): FileEvent {
  const byName = Map.groupBy(lines, ({ name }) => name);
  return {
    line,
    uid: byName.get('UID')?.[0]?.value.trim() ?? '',
    title: unescapeText(byName.get('SUMMARY')?.[0]?.value ?? '').trim(),
    lines: byName,
  };
}

function toZone({ lines, parts }: Open): FileZone {
  const valueOf = (name: string): string | undefined =>
    lines.find((entry) => entry.name === name)?.value.trim();
  return { id: valueOf('TZID') ?? '', location: valueOf('X-LIC-LOCATION'), observances: parts };
}
