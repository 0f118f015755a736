import { dayAfter } from '#lib/base/days.ts';
import { dayAt, momentOf } from '#lib/base/time-zone.ts';
import type { Clock } from '../clock.ts';

/** The demo lives in Poland, wherever it is shown. */
const ZONE = 'Europe/Warsaw';
/** People act some minutes past the hour that they agreed on: a recorded moment is no stroke of the clock. */
const PAST_THE_HOUR_MS = 205_000;

/**
 * When what happens in the demo: its parts enter what they do with its day, and `play` does it all in order
 * with the clock of that day, so that lists, trails and the audit log tell one story.
 */
export class StoryCalendar {
  readonly today: string;
  #nowMs: number;
  readonly #endMs: number;
  readonly #acts: { plannedMs: number; atMs: number; act: () => Promise<void> }[] = [];

  constructor(endMs: number) {
    this.#endMs = endMs;
    this.#nowMs = endMs;
    this.today = dayAt(endMs, ZONE);
  }

  /** What the app takes for the time; it never goes back. */
  readonly clock: Clock = () => this.#nowMs;

  /** The day (ISO) so many days from today, back for less than nothing. */
  day(offset: number): string {
    return dayAfter(this.today, offset);
  }

  /** The same, and on a weekend the Friday before. */
  workday(offset: number): string {
    return fridayOf(this.day(offset));
  }

  /** The first Monday (ISO) so many days from today, or after that. */
  monday(offset: number): string {
    const { dayOfWeek } = Temporal.PlainDate.from(this.day(offset));
    return this.day(offset + ((8 - dayOfWeek) % 7));
  }

  /**
   * Enters what happens on a day (an offset from today, or ISO) at a time; on a weekend the Friday before, and in
   * its turn all the same: a day that is a weekend today was none yesterday, and nobody approves what is not written.
   */
  on(day: number | string, time: string, act: () => Promise<void>): void {
    const iso = typeof day === 'number' ? this.day(day) : day;
    const atMs = Math.min(momentOf(fridayOf(iso), time, ZONE) + PAST_THE_HOUR_MS, this.#endMs);
    this.#acts.push({ plannedMs: momentOf(iso, time, ZONE), atMs, act });
  }

  /** Does everything that was entered, in the order of its days. What was entered first comes first at one time. */
  async play(): Promise<void> {
    const acts = this.#acts.splice(0).sort((left, right) => left.plannedMs - right.plannedMs);
    let nowMs = -Infinity;
    for (const { atMs, act } of acts) {
      nowMs = Math.max(atMs, nowMs);
      this.#nowMs = nowMs;
      await act();
    }
    this.#nowMs = this.#endMs;
  }
}

function fridayOf(day: string): string {
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  return dayAfter(day, Math.min(0, 5 - dayOfWeek));
}
