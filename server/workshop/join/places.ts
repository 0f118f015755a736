import { AppError } from '#lib/base/errors.ts';
import { MAX_EDITORS, MAX_OBSERVERS, placeFor, type Wish } from '#lib/workshop/join/room-places.ts';
import type { Queries } from '#server/database/engine.ts';
import { listGuests } from '../guest-store.ts';
import { listMembers } from '../member-store.ts';
import { holdWorkshop } from '../store.ts';

/**
 * The place of somebody who comes or changes sides: true when they watch [WS70]. Counted inside the
 * transaction that gives it, with the workshop held, so that nobody else gets the same last place.
 * The facilitator always has one. Refuses with `join.full` when not even watchers fit.
 */
export async function takePlace(
  trx: Queries,
  workshopId: string,
  somebody: { id: string; wish: Wish },
): Promise<boolean> {
  await holdWorkshop(trx, workshopId);
  const guests = (await listGuests(trx, workshopId)).filter(({ isWaiting }) => !isWaiting);
  const members = (await listMembers(trx, workshopId)).filter(({ enteredAtMs }) => enteredAtMs !== null);
  const others = [
    ...guests,
    ...members.map(({ personId, isObserver }) => ({ id: personId, isObserver })),
  ].filter(({ id }) => id !== somebody.id);
  const observers = others.filter(({ isObserver }) => isObserver).length;
  const editors = others.length - observers + 1; // the facilitator
  const place = placeFor(somebody.wish, { editors, observers });
  if (place === 'full')
    throw new AppError('conflict', {
      reason: 'join.full',
      values: { editors: MAX_EDITORS, observers: MAX_OBSERVERS },
    });
  return place === 'watch';
}
