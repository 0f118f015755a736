import type { Locale } from '#lib/base/locale.ts';
import { AppError } from '#lib/base/errors.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { doorState, isOfHolder, VISIT_HOURS, type DoorId, type DoorPlace } from '#lib/outside/door.ts';
import type { Actor } from '#lib/people/person.ts';
import { toActor } from '../access/actor.ts';
import { tooManyTries } from '../access/rate-limit.ts';
import { hashToken, makeToken, tokenOfPress } from '../access/secrets.ts';
import { listOutsideCommitments, type OutsideCommitment } from '../commitments/outside-commands.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findPerson } from '../people/store.ts';
import { auditDoor, lastDayOf, tellDoors } from './door-commands.ts';
import * as store from './door-store.ts';
import type { OutsideContext } from './outside-context.ts';

export type Outsider = Extract<Actor, { kind: 'outsider' }>;

const VISIT_MS = VISIT_HOURS * 60 * 60_000;

/** What a link shows before it is pressed: whom it is for and from whom, and nothing of the thing [OD3]. */
export interface DoorGreeting {
  holderName: string;
  makerName: string;
  /** The last day (ISO) on which it is open. */
  lastDay: string;
}

/** Reads a link and changes nothing [OD3]; refuses what leads nowhere, or has ended, and whoever tries too many. */
export async function greetAtDoor(
  context: OutsideContext,
  { token, address }: { token: string; address: string },
): Promise<DoorGreeting> {
  const door = await requireLink(context, token, address);
  const { holderName, makerName } = door;
  return { holderName, makerName, lastDay: lastDayOf(context, door) };
}

async function requireLink(context: OutsideContext, token: string, address: string): Promise<store.DoorRow> {
  const { missesByAddress } = context.doorLimits;
  const waitMs = missesByAddress.waitMs(address);
  if (waitMs > 0) throw tooManyTries(waitMs);
  const door = await store.findDoor(context.db, { tokenHash: hashToken(token) });
  if (!door) {
    missesByAddress.take(address);
    throw new AppError('not-found', { reason: 'outside.unknown' });
  }
  await requireOpen(context, context.db, door);
  return door;
}

/** Refuses a door that has ended, whose maker left, or whose subject its maker may not see now [OD6]. */
async function requireOpen(context: Context, db: Queries, door: store.DoorRow): Promise<void> {
  const state = doorState(door, context.clock());
  const values = { name: door.makerName };
  if (state !== 'open') throw new AppError('gone', { reason: `outside.is.${state}`, values });
  const maker = await findPerson(db, { id: door.makerId });
  const seen =
    maker?.isActive && (await context.subjects.find(toActor(maker, null), [door.subject])).size > 0;
  if (!seen) throw new AppError('gone', { reason: 'outside.is.ended', values });
}

/** Begins a visit, once a press, and counts it [OD3]; answers the token of its cookie. */
export async function enterDoor(
  context: OutsideContext,
  { token, address, requestKey }: { token: string; address: string; requestKey: unknown },
): Promise<{ doorId: DoorId; visit: string; locale: Locale }> {
  const door = await requireLink(context, token, address);
  takePress(context, door.id);
  const visit =
    typeof requestKey === 'string' && requestKey !== ''
      ? await tokenOfPress(context.db, ['door', door.id, requestKey])
      : makeToken();
  await context.database.transaction(async (trx) => {
    const begun = { tokenHash: hashToken(visit), doorId: door.id, begunAtMs: context.clock() };
    if (!(await store.insertVisit(trx, begun))) return;
    await auditDoor(context, trx, outsiderOf(door), door.subject, 'enter');
  });
  tellDoors(context, door.subject);
  return { doorId: door.id, visit, locale: door.locale };
}

/** One press at a door, of which there are so many [OD7]. */
export function takePress({ doorLimits }: Pick<OutsideContext, 'doorLimits'>, doorId: string): void {
  const waitMs = doorLimits.pressesByDoor.take(doorId);
  if (waitMs > 0) throw tooManyTries(waitMs);
}

function outsiderOf({ id, holderName, locale }: store.DoorRow): Outsider {
  return { kind: 'outsider', id, name: holderName, locale };
}

/** Who comes with the cookie of a visit; undefined where it is over, or the door has ended. */
export async function findHolder(
  context: Context,
  { doorId, visit }: { doorId: string; visit: string },
): Promise<Outsider | undefined> {
  const which = { tokenHash: hashToken(visit), doorId };
  if (!(await store.isVisiting(context.db, which, context.clock() - VISIT_MS))) return undefined;
  const door = await store.findDoor(context.db, { id: doorId });
  return door && outsiderOf(door);
}

/** In which language a page of a door is, for whoever has said nothing themselves. */
export async function findDoorLocale(
  { db }: Pick<Context, 'db'>,
  by: { token: string } | { id: string },
): Promise<Locale | undefined> {
  const key = 'token' in by ? { tokenHash: hashToken(by.token) } : { id: by.id };
  return (await store.findDoor(db, key))?.locale;
}

/** The door of a visit, as long as it is open; refuses everybody else [OD6]. */
export async function requireHolder(
  context: Context,
  db: Queries,
  actor: Actor,
): Promise<{ holder: Outsider; door: store.DoorRow }> {
  if (actor.kind !== 'outsider') throw new AppError('gone', { reason: 'outside.visitOver' });
  const door = await store.findDoor(db, { id: actor.id });
  if (!door) throw new AppError('gone', { reason: 'outside.unknown' });
  await requireOpen(context, db, door);
  return { holder: actor, door };
}

/** The commitments that were chosen and are still the holder's: what was given to somebody else is not there [OD2]. */
export async function listShownCommitments(
  db: Queries,
  { subject, commitmentIds, holderName, holderAddress }: store.DoorRow,
): Promise<OutsideCommitment[]> {
  const holder = { name: holderName, address: holderAddress };
  const chosen = await listOutsideCommitments(db, subject, commitmentIds);
  return chosen.filter(({ owner }) => isOfHolder(owner, holder));
}

/** Everything that a door shows to its holder [OD2]. */
export async function getDoorPlace(context: OutsideContext, actor: Actor): Promise<DoorPlace> {
  const { door } = await requireHolder(context, context.db, actor);
  const commitments = await listShownCommitments(context.db, door);
  const nowMs = context.clock();
  return {
    id: door.id,
    title: door.title,
    message: door.message,
    asks: door.asks,
    holderName: door.holderName,
    mailedTo: hintOf(door.holderAddress),
    makerName: door.makerName,
    lastDay: lastDayOf(context, door),
    commitments: commitments.map(({ owner: _owner, ...shown }) => shown),
    words: (await store.listWords(context.db, [door.id])).get(door.id) ?? [],
    outcome: door.outcome,
    isCodeSent: door.codeHash !== null && (door.codeExpiresAtMs ?? 0) > nowMs,
    today: dayAt(nowMs, context.settings.timeZone),
  };
}

/** `anna@client.example` as `a…@client.example`: enough for who knows it. */
function hintOf(address: string): string {
  const [name = '', host = ''] = address.split('@');
  return `${name.slice(0, 1)}…@${host}`;
}
