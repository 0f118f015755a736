import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import type { Consequence } from './departure.ts';
import { areActive, findPerson } from './store.ts';

/** What follows when this person is switched off, to be read before it happens [PE14]. */
export async function listConsequences(
  context: Context,
  actor: Actor,
  personId: string,
): Promise<{
  person: { id: string; name: string; version: number; isActive: boolean };
  consequences: Consequence[];
}> {
  requirePermission(actor, 'people.manage');
  const person = await findPerson(context.db, { id: personId });
  if (!person) throw new AppError('not-found');
  return {
    person: { id: person.id, name: person.name, version: person.version, isActive: person.isActive },
    consequences: await collect(context, context.db, personId),
  };
}

/**
 * Frees, hands over and ends what somebody has, inside the transaction that switches them off [PE14].
 * Refuses where something must be handed over and nobody is named. Returns what follows the commit.
 */
export async function depart(
  context: Context,
  trx: Queries,
  actor: Actor,
  leaving: { personId: string; successorId: string },
): Promise<(() => Promise<void>)[]> {
  const { personId } = leaving;
  const successorId = leaving.successorId || null;
  const handedOver = (await collect(context, trx, personId)).filter(({ effect }) => effect === 'handed-over');
  const refuse = (message: string): AppError =>
    new AppError('conflict', { issues: [{ path: 'successorId', message }] });
  if (handedOver.length > 0 && successorId === null) throw refuse('people.successorNeeded');
  const isThere = successorId === null || (await areActive(trx, [successorId])).has(successorId);
  if (successorId === personId || !isThere) throw refuse('people.successorGone');
  const afterwards: (() => Promise<void>)[] = [];
  for (const rules of context.departures) {
    afterwards.push(...(await rules.apply(context, trx, actor, { personId, successorId })));
  }
  return afterwards;
}

async function collect(context: Context, db: Queries, personId: string): Promise<Consequence[]> {
  const lists: Consequence[] = [];
  for (const rules of context.departures) lists.push(...(await rules.list(db, personId, context.clock())));
  return lists;
}
