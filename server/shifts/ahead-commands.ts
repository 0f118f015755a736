import * as v from 'valibot';
import { parseInput, flag } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { addNotices } from '../notify/notice-commands.ts';
import * as aheadStore from './ahead-store.ts';

/** Whether the reader wants to hear of the next round [SH23]. */
export async function getAhead(context: Context, actor: Actor): Promise<boolean> {
  requirePerson(actor, 'shift.signUp');
  return aheadStore.isAhead(context.db, actor.id);
}

const AheadForm = v.object({ wants: v.optional(flag, false) });

/** Registers for the next round before there is one, or takes it back [SH23]. */
export async function registerAhead(context: Context, actor: Actor, input: unknown): Promise<boolean> {
  requirePerson(actor, 'shift.signUp');
  const { wants } = parseInput(AheadForm, input);
  await context.database.transaction((trx) =>
    wants ? aheadStore.insertAhead(trx, actor.id, context.clock()) : aheadStore.deleteAhead(trx, actor.id),
  );
  return wants;
}

/** Tells whoever registered ahead that one signs up for a round now, once, and each of them of one round [SH23]. */
export async function tellOpenRounds(context: Context, nowMs: number = context.clock()): Promise<void> {
  const today = dayAt(nowMs, context.settings.timeZone);
  for (const roundId of await aheadStore.listUntoldRounds(context.db, today)) {
    const tell = await context.database.transaction(async (trx) => {
      if (!(await aheadStore.markAheadTold(trx, roundId))) return () => undefined;
      const personIds = await aheadStore.takeAhead(trx);
      return addNotices(
        context,
        trx,
        personIds.map((personId) => ({
          personId,
          kind: 'shift.open' as const,
          subject: { kind: 'round' as const, id: roundId },
          occasion: roundId,
          byId: null,
          values: {},
        })),
      );
    });
    tell();
  }
}
