/**
 * How the day of a tour is written [SH12]: with its year when that is not the present one, or when the
 * round that it belongs to crosses into another. All days are ISO texts.
 */
export function dayStyle(
  day: string,
  { today, firstDay = day, lastDay = day }: { today: string; firstDay?: string; lastDay?: string },
): Intl.DateTimeFormatOptions {
  const year = (iso: string): string => iso.slice(0, 4);
  const isPlain = [firstDay, day, lastDay].every((iso) => year(iso) === year(today));
  return { weekday: 'long', day: 'numeric', month: 'long', ...(isPlain ? {} : { year: 'numeric' }) };
}

/** The present day and the span of a round, which decide how its days are written. */
export function spanOf(
  tours: readonly { day: string; lastDay: string }[],
  today: string,
): { today: string; firstDay: string; lastDay: string } {
  const lastDays = tours.map(({ lastDay }) => lastDay).toSorted();
  return { today, firstDay: tours[0]?.day ?? today, lastDay: lastDays.at(-1) ?? today };
}
