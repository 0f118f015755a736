/** Whether a name is one of the world's time zones, such as Europe/Warsaw. */
export function isTimeZone(name: string): boolean {
  return name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);
}

/** The calendar day (ISO) on the wall of a zone at a moment. */
export function dayAt(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The hour and minute (HH:MM) on the wall of a zone at a moment. */
export function timeAt(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/**
 * The moment at which the clock on the wall of a zone shows a time, in milliseconds since 1970. On the
 * night of a clock change a time that does not exist is the one after it, as `Temporal` decides.
 */
export function momentOf(day: string, time: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
}
