/** From one calendar day (ISO) to another, both counted; null where a side is open. */
export interface DayRange {
  from: string | null;
  to: string | null;
}

const PARTS = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/;

/** Reads `2026-11-01..2026-11-28`, either side of which may be missing; undefined for anything else. */
export function parseDayRange(text: string): DayRange | undefined {
  const parts = PARTS.exec(text);
  if (!parts) return undefined;
  const [, from, to] = parts;
  if ([from, to].some((day) => day !== undefined && !isDay(day))) return undefined;
  return from === undefined && to === undefined ? undefined : { from: from ?? null, to: to ?? null };
}

/** The range as `parseDayRange` reads it; nothing where both sides are open. */
export function writeDayRange({ from, to }: DayRange): string {
  return from === null && to === null ? '' : `${from ?? ''}..${to ?? ''}`;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
