import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { SignInForm } from '#lib/people/people-forms.ts';
import type { AccessContext } from './access-context.ts';
import { findPerson, noteSignIn } from '../people/store.ts';
import { knownDevice, rememberDevice } from './known-device.ts';
import { tooManyTries, type RateLimit } from './rate-limit.ts';

/** Where a request came from, as far as signing in needs to know. */
export interface Visit {
  headers: Headers;
  isHttps: boolean;
  address: string;
}

/** A budget, and under which key this try counts. */
type Budget = readonly [limit: RateLimit, key: string];

/**
 * Set-Cookie values of the new session and of the device, in this order. The refusal does not tell which
 * of the two was wrong, nor whether there is such a person; both cost the same work [PE9] [PE17].
 */
export async function signIn(context: AccessContext, input: unknown, visit: Visit): Promise<string[]> {
  const form = parseInput(SignInForm, input);
  const person = await findPerson(context.db, { email: form.email });
  // Asked for unknown e-mails as well, so that the way is the same.
  const device = await knownDevice(context.db, visit.headers, person?.id ?? 'nobody');
  const budgets = budgetsOf(context, form.email, visit.address, device);
  takeTry(budgets);
  const who = device ? 'known' : 'stranger';
  const cookies =
    person?.isActive && person.loginUserId !== null
      ? await context.accounts.signIn({ ...form, headers: visit.headers, isHttps: visit.isHttps, who })
      : await context.accounts.refuse(form.password, who);
  if (!person || !cookies) throw new AppError('forbidden', { reason: 'access.wrongPassword' });
  const [[own, ownKey], ...shared] = budgets;
  own.reset(ownKey);
  for (const [limit, key] of shared) limit.giveBack(key);
  const month = dayAt(context.clock(), context.settings.timeZone).slice(0, 'YYYY-MM'.length);
  if (person.signedInMonth !== month) await noteSignIn(context.db, person.id, month);
  return [...cookies, await rememberDevice(context.db, visit.headers, person.id, visit.isHttps)];
}

/** The one of whoever tries comes first; a right password gives it back whole. */
function budgetsOf(
  { signInLimits }: AccessContext,
  email: string,
  address: string,
  device: string | undefined,
): readonly [Budget, ...Budget[]] {
  if (device) return [[signInLimits.byDevice, device]];
  return [
    [signInLimits.byEmailAndAddress, `${email} ${address}`],
    [signInLimits.byEmail, email],
    [signInLimits.byAddress, address],
  ];
}

/** Takes from all budgets or, where one is empty, from none: a try that is refused slows nobody else. */
function takeTry(budgets: readonly Budget[]): void {
  const waitMs = Math.max(...budgets.map(([limit, key]) => limit.waitMs(key)));
  if (waitMs > 0) throw tooManyTries(waitMs);
  for (const [limit, key] of budgets) limit.take(key);
}
