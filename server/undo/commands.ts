import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { isPresser, UNDO_MS, type Restorable, type TakenBack } from './undoable.ts';
import { forgetUndos, takeUndo } from './undo-store.ts';

/** The command that takes back what a press of one's own ended, within the hour and once [FM16]. */
export function takeBackOf<Needs extends Context>(restorables: readonly Restorable<Needs>[]) {
  return async (context: Needs, actor: Actor, undoId: string): Promise<Pick<TakenBack, 'said'>> => {
    if (!isPresser(actor)) throw new AppError('not-signed-in');
    const { said, after } = await context.database.transaction(async (trx) => {
      await forgetUndos(trx, context.clock() - UNDO_MS);
      const row = await takeUndo(trx, undoId);
      if (row && row.byId !== actor.id) throw new AppError('forbidden');
      const restorable = restorables.find(({ kind }) => kind === row?.kind);
      if (!row || !restorable) throw new AppError('not-found', { reason: 'form.undoGone' });
      return restorable.restore(context, trx, actor, row);
    });
    await after?.();
    return said ? { said } : {};
  };
}

/** Forgets what nobody can take back any more, at the start: the last of it would wait for another press. */
export async function forgetOldUndos({ db, clock }: Context): Promise<void> {
  await forgetUndos(db, clock() - UNDO_MS);
}
