/**
 * The time box of a step [WS11]. A running timer is the moment at which it ends, by the server's
 * clock: nothing has to be sent while it runs, and who comes late sees the same time.
 */
export type Timer =
  | { kind: 'off' }
  | { kind: 'running'; endsAtMs: number; lengthMs: number }
  | { kind: 'paused'; remainingMs: number; lengthMs: number };

/** What the facilitator does with it. */
export type TimerChange =
  | { change: 'start'; minutes: number }
  | { change: 'pause' }
  | { change: 'resume' }
  | { change: 'extend'; minutes: number }
  | { change: 'stop' };

export const TIMER_OFF: Timer = { kind: 'off' };
const MINUTE_MS = 60_000;

/** The timer after a change; a change that does not fit its state leaves it as it is. */
export function changeTimer(timer: Timer, change: TimerChange, nowMs: number): Timer {
  switch (change.change) {
    case 'start': {
      const lengthMs = change.minutes * MINUTE_MS;
      return { kind: 'running', endsAtMs: nowMs + lengthMs, lengthMs };
    }
    case 'pause': {
      if (timer.kind !== 'running') return timer;
      return { kind: 'paused', remainingMs: timer.endsAtMs - nowMs, lengthMs: timer.lengthMs };
    }
    case 'resume': {
      if (timer.kind !== 'paused') return timer;
      return { kind: 'running', endsAtMs: nowMs + timer.remainingMs, lengthMs: timer.lengthMs };
    }
    case 'extend':
      return extend(timer, change.minutes * MINUTE_MS, nowMs);
    case 'stop':
      return TIMER_OFF;
  }
}

/** More time counts from now when the box is over: "one minute more" gives a whole minute. */
function extend(timer: Timer, byMs: number, nowMs: number): Timer {
  if (timer.kind === 'off') return timer;
  const lengthMs = timer.lengthMs + byMs;
  if (timer.kind === 'paused') {
    return { kind: 'paused', remainingMs: Math.max(timer.remainingMs, 0) + byMs, lengthMs };
  }
  return { kind: 'running', endsAtMs: Math.max(timer.endsAtMs, nowMs) + byMs, lengthMs };
}

/** What is left by the server's clock, in milliseconds; negative when it is over; undefined when off. */
export function remainingMs(timer: Timer, serverNowMs: number): number | undefined {
  if (timer.kind === 'off') return undefined;
  return timer.kind === 'paused' ? timer.remainingMs : timer.endsAtMs - serverNowMs;
}

/** As it is read from the back of the room: minutes and seconds, with a plus once it is over. */
export function showTime(ms: number): string {
  const seconds = ms >= 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000);
  const sign = ms < 0 && seconds > 0 ? '+' : '';
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
