import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { SwitchOffForm } from '#lib/people/people-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { PeopleContext } from './people-context.ts';
import type { Queries } from '../database/engine.ts';
import type { Consequence } from './departure.ts';
import { areActive, countActiveAdmins, findPerson, updatePerson, type PersonRow } from './store.ts';

/** What follows when this person is switched off, to be read before it happens [PE14]. */
export async function listConsequences(
  context: PeopleContext,
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

/** Switches somebody off: signed out everywhere, and what they had freed, handed over or ended [PE8] [PE14]. */
export async function switchOff(context: PeopleContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'people.manage');
  const { personId, version, successorId } = parseInput(SwitchOffForm, input);
  const { person, afterwards } = await context.database.transaction(async (trx) => {
    const found = await findPerson(trx, { id: personId });
    if (!found) throw new AppError('not-found');
    await requireOtherAdmin(trx, found);
    if (!(await updatePerson(trx, personId, version, { active: 0 }))) {
      throw new AppError('stale', { current: found });
    }
    const work = found.isActive ? await depart(context, trx, actor, { personId, successorId }) : [];
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.switchOff',
      subject: { kind: 'person', id: personId },
      ...(successorId && { whom: [successorId] }),
    });
    return { person: found, afterwards: work };
  });
  for (const work of afterwards) await work();
  if (person.loginUserId) await context.accounts.endSessions(person.loginUserId);
  await context.rooms.recheckPerson(personId);
  context.bus.tell({ kind: 'person', id: personId, action: 'switchOff' });
}

/** Somebody must be left who can switch people on and off [PE6]. */
export async function requireOtherAdmin(trx: Queries, person: PersonRow): Promise<void> {
  if (person.roles.includes('admin') && (await countActiveAdmins(trx, person.id)) === 0) {
    throw new AppError('conflict', { reason: 'people.lastAdmin' });
  }
}

/**
 * Frees, hands over and ends what somebody has, inside the transaction that switches them off [PE14].
 * Refuses where something must be handed over and nobody is named. Returns what follows the commit.
 */
export async function depart(
  context: PeopleContext,
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
    afterwards.push(...(await rules.apply(trx, actor, { personId, successorId })));
  }
  return afterwards;
}

async function collect(context: PeopleContext, db: Queries, personId: string): Promise<Consequence[]> {
  const lists: Consequence[] = [];
  for (const rules of context.departures) lists.push(...(await rules.list(db, personId, context.clock())));
  return lists;
}
