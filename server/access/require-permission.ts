import { AppError } from '#lib/base/errors.ts';
import { isPermitted, type Permission } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';

/** The first line of every command. Refuses with 'not-signed-in' for nobody, 'forbidden' for the rest. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (actor.kind === 'system' || isPermitted(standingsOf(actor), permission)) return;
  throw new AppError(actor.kind === 'nobody' ? 'not-signed-in' : 'forbidden');
}

/** As `requirePermission`, and narrows to a person: for what a guest can never do. */
export function requirePerson(
  actor: Actor,
  permission: Permission,
): asserts actor is Extract<Actor, { kind: 'person' }> {
  if (actor.kind !== 'person') throw new AppError(actor.kind === 'nobody' ? 'not-signed-in' : 'forbidden');
  requirePermission(actor, permission);
}
