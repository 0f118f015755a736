import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Context } from './context.ts';

/**
 * Asks about a day that is over, on the organisation's clock: mostly it is a slip of the year. The form
 * shows a box then, and with that ticked the day is taken.
 */
export function requireNotPast(
  context: Pick<Context, 'clock' | 'settings'>,
  form: { keepsPast: boolean },
  path: string,
  day: string,
): void {
  if (form.keepsPast || day >= dayAt(context.clock(), context.settings.timeZone)) return;
  throw new AppError('invalid', { issues: [{ path, message: 'form.pastDay' }] });
}
