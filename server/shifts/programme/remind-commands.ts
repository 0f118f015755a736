import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Context } from '../../context.ts';
import { addNotices } from '../../notify/notice-commands.ts';
import { listMissing } from './confirm-commands.ts';
import { listTourParts } from './confirmation-store.ts';
import { findInForce } from './programme-store.ts';

/** So many days before a tour whoever has not confirmed is reminded: time enough to read, and to ask. */
const REMIND_DAYS = 3;

/** Tells whoever is on a tour soon, and has something to confirm before it, once for each tour [SH75]. */
export async function remindToConfirm(context: Context, nowMs: number = context.clock()): Promise<void> {
  const inForce = await findInForce(context.db);
  if (!inForce) return;
  const toDay = dayAfter(dayAt(nowMs, context.settings.timeZone), REMIND_DAYS);
  const parts = await listTourParts(context.db, nowMs, { toDay });
  const missing = await listMissing(context.db, inForce, [...new Set(parts.map(({ personId }) => personId))]);
  const waiting = parts.filter(({ personId }) => missing.has(personId));
  if (waiting.length === 0) return;
  const tell = await context.database.transaction((trx) =>
    addNotices(
      context,
      trx,
      waiting.map(({ personId, tourId, day }) => ({
        ...{ personId, kind: 'programme.confirm' as const, byId: null, occasion: tourId },
        ...{ subject: { kind: 'programme' as const, id: inForce.id }, values: { day } },
      })),
    ),
  );
  tell();
}
