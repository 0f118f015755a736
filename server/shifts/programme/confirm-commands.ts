import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { ConfirmForm, WithdrawForPick } from '#lib/shifts/programme/programme-forms.ts';
import { confirmedOf, missingParts, type ConfirmedPart } from '#lib/shifts/programme/programme.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { finishNotices } from '../../notify/notice-commands.ts';
import { holdPerson } from '../../people/store.ts';
import * as store from './confirmation-store.ts';
import { auditProgramme, tellProgramme } from './programme-commands.ts';
import { findInForce, type ProgrammeInForce } from './programme-store.ts';

/** What each of these people has still to confirm; nobody anything while no version is in force [SH74]. */
export async function listMissing(
  db: Queries,
  inForce: ProgrammeInForce | undefined,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ConfirmedPart[]>> {
  if (!inForce) return new Map();
  const said = Map.groupBy(await store.listConfirmations(db, personIds), ({ personId }) => personId);
  return new Map(
    personIds.flatMap((id) => {
      const missing = missingParts(confirmedOf(inForce.since, said.get(id) ?? []));
      return missing.length > 0 ? [[id, missing] as const] : [];
    }),
  );
}

/** Refuses to begin a tour with somebody who has not confirmed what is in force [SH75]. */
export async function requireConfirmed(trx: Queries, actorId: string, personId: string): Promise<void> {
  const missing = await listMissing(trx, await findInForce(trx), [personId]);
  if (!missing.has(personId)) return;
  throw new AppError('conflict', {
    reason: actorId === personId ? 'shifts.programme.confirmFirst' : 'shifts.programme.theyConfirmFirst',
  });
}

/** Confirms what is still to be confirmed of the version in force: each part by a tick of its own [SH74]. */
export async function confirmProgramme(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'programme.confirm');
  const form = parseInput(ConfirmForm, input);
  const tell = await context.database.transaction(async (trx) => {
    // Two presses at once come one after the other: the second finds everything confirmed.
    await holdPerson(trx, actor.id);
    const inForce = await findInForce(trx);
    if (!inForce) throw new AppError('not-found');
    if (inForce.id !== form.programmeId)
      throw new AppError('conflict', { reason: 'shifts.programme.newerVersion' });
    const missing = (await listMissing(trx, inForce, [actor.id])).get(actor.id) ?? [];
    const unticked = missing.filter((part) => !form[part]);
    if (unticked.length > 0)
      throw new AppError('invalid', {
        issues: unticked.map((part) => ({ path: part, message: 'shifts.programme.tickToConfirm' })),
      });
    const atMs = context.clock();
    await store.insertConfirmations(
      trx,
      missing.map((part) => ({
        ...{ id: newId<'confirmation'>(), personId: actor.id, part, programmeId: inForce.id, atMs },
      })),
    );
    if (missing.length > 0) await auditProgramme(context, trx, actor, 'confirm', inForce);
    return finishNotices(context, trx, {
      subject: { kind: 'programme', id: inForce.id },
      kinds: ['programme.confirm'],
      personId: actor.id,
    });
  });
  tell();
  tellProgramme(context, form.programmeId);
}

/** Takes one's own authorisation back; it is asked for again before the next tour [SH76]. */
export async function withdrawAuthorisation(context: Context, actor: Actor): Promise<void> {
  requirePerson(actor, 'programme.confirm');
  await endAuthorisationOf(context, actor, actor.id);
}

/** Ends the authorisation of somebody who no longer needs it [SH76]. */
export async function withdrawAuthorisationOf(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'programme.write');
  const { personId } = parseInput(WithdrawForPick, input);
  await endAuthorisationOf(context, actor, personId);
}

async function endAuthorisationOf(
  context: Context,
  actor: Extract<Actor, { kind: 'person' }>,
  personId: string,
): Promise<void> {
  const inForce = await findInForce(context.db);
  await context.database.transaction(async (trx) => {
    await holdPerson(trx, personId);
    const isEnded = await store.endAuthorisation(trx, personId, { byId: actor.id, atMs: context.clock() });
    if (!isEnded || !inForce) throw new AppError('conflict', { reason: 'shifts.programme.noAuthorisation' });
    await recordAudit(trx, {
      ...{ atMs: context.clock(), actor, action: 'programme.withdraw' },
      subject: { kind: 'person', id: personId },
    });
  });
  if (inForce) tellProgramme(context, inForce.id);
}

/** What its reader has still to confirm, for pages that lead to it; empty while nothing is asked [SH75]. */
export async function getMissingParts(context: Context, actor: Actor): Promise<ConfirmedPart[]> {
  requirePerson(actor, 'programme.view');
  const missing = await listMissing(context.db, await findInForce(context.db), [actor.id]);
  return missing.get(actor.id) ?? [];
}

/** The soonest tour of the reader's before which they have something to confirm [SH75]. */
export interface TourToConfirm {
  roundTitle: string;
  day: string;
  missing: ConfirmedPart[];
}

export async function getTourToConfirm(context: Context, actor: Actor): Promise<TourToConfirm | null> {
  requirePerson(actor, 'programme.view');
  const missing = await getMissingParts(context, actor);
  if (missing.length === 0) return null;
  const [tour] = await store.listTourParts(context.db, context.clock(), { personId: actor.id });
  return tour ? { roundTitle: tour.roundTitle, day: tour.day, missing } : null;
}

/** Who of those with a part in tours of a round that are not over has confirmed, and who has not: for who looks after the programme. */
export interface RoundConfirmations {
  number: number;
  confirmed: { id: string; name: string }[];
  missing: { id: string; name: string; parts: ConfirmedPart[] }[];
}

/** Null for others, and while nothing is asked [SH77]. */
export async function getRoundConfirmations(
  context: Context,
  actor: Actor,
  roundId: string,
): Promise<RoundConfirmations | null> {
  requirePerson(actor, 'programme.view');
  const inForce = await findInForce(context.db);
  if (!inForce || !isPermitted(standingsOf(actor), 'programme.write')) return null;
  const parts = await store.listTourParts(context.db, context.clock(), { roundId });
  const people = [...new Map(parts.map(({ personId, name }) => [personId, { id: personId, name }])).values()];
  const missing = await listMissing(
    context.db,
    inForce,
    people.map(({ id }) => id),
  );
  return {
    number: inForce.number,
    confirmed: people.filter(({ id }) => !missing.has(id)),
    missing: people.flatMap((person) => {
      const left = missing.get(person.id);
      return left ? [{ ...person, parts: left }] : [];
    }),
  };
}
