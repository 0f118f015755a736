import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  ADDRESS_KEPT_DAYS,
  GuestAddressForm,
  type GuestAddressPlace,
} from '#lib/workshop/afterwards/afterwards.ts';
import { recordAudit } from '../access/audit.ts';
import { hashToken, tokenOfPress } from '../access/secrets.ts';
import type { Queries } from '../database/engine.ts';
import * as store from './address-store.ts';
import { requireReadable } from './participation.ts';
import { findWorkshop, type WorkshopRow } from './store.ts';
import type { WorkshopContext } from './workshop-context.ts';

const DAY_MS = 24 * 60 * 60_000;

type Guest = Extract<Actor, { kind: 'guest' }>;

/** Whoever has an account reads what became of causes in their inbox [WS173]; a guest leaves an address [WS174]. */
function requireGuest(actor: Actor): asserts actor is Guest {
  if (actor.kind !== 'guest') throw new AppError('forbidden', { reason: 'afterwards.notGuest' });
}

/** What a guest has left so far; whoever has an account learns why they need not leave any. */
export async function getGuestAddress(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<GuestAddressPlace> {
  const { workshop } = await requireReadable(context.db, actor, workshopId);
  const isGuest = actor.kind === 'guest';
  const address = isGuest ? await store.findAddress(context.db, { guestId: actor.id }) : undefined;
  return {
    title: workshop.title,
    isGuest,
    hasMail: context.mail.linkBase !== undefined,
    email: address?.email ?? null,
  };
}

/** Notes where a guest wants to be told what became of the causes, in place of what they had left before [WS174]. */
export async function leaveAddress(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requireGuest(actor);
  const { workshopId, email } = parseInput(GuestAddressForm, input);
  if (context.mail.linkBase === undefined) throw new AppError('conflict', { reason: 'afterwards.noMail' });
  await context.database.transaction(async (trx) => {
    const { workshop } = await requireReadable(trx, actor, workshopId);
    if ((await store.findAddress(trx, { guestId: actor.id }))?.email === email) return;
    await store.deleteAddressOf(trx, actor.id);
    const id = newId();
    const tokenHash = hashToken(await addressToken(trx, id));
    const leftAtMs = context.clock();
    await store.insertAddress(trx, {
      id,
      workshopId: workshop.id,
      guestId: actor.id,
      email,
      tokenHash,
      leftAtMs,
    });
    await auditAddress(context, trx, actor, workshop.id, 'guest.leaveAddress');
  });
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'leaveAddress' });
}

/** Forgets the address of a guest at once, who asks for it from inside. */
export async function removeAddress(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<void> {
  requireGuest(actor);
  await context.database.transaction(async (trx) => {
    await requireReadable(trx, actor, workshopId);
    if (!(await store.deleteAddressOf(trx, actor.id))) return;
    await auditAddress(context, trx, actor, workshopId, 'guest.removeAddress');
  });
  context.bus.tell({ kind: 'workshop', id: workshopId, action: 'leaveAddress' });
}

/** The token of the link in every letter to one address: worked out anew each time, and stored as a hash alone. */
export function addressToken(db: Queries, id: string): Promise<string> {
  return tokenOfPress(db, ['afterwards', id]);
}

/** Whose link it is, as long as it works; undefined where it leads nowhere. */
export async function findAddressed(
  context: Pick<WorkshopContext, 'clock'>,
  db: Queries,
  by: { token: string } | { id: string },
): Promise<{ address: store.GuestAddressRow; workshop: WorkshopRow } | undefined> {
  const address = await store.findAddress(db, 'id' in by ? by : { tokenHash: hashToken(by.token) });
  if (!address || addressEndsMs(address) <= context.clock()) return undefined;
  const workshop = await findWorkshop(db, { id: address.workshopId });
  return workshop && { address, workshop };
}

/** When an address is forgotten [WS175]. */
export function addressEndsMs({ leftAtMs }: Pick<store.GuestAddressRow, 'leftAtMs'>): number {
  return leftAtMs + ADDRESS_KEPT_DAYS * DAY_MS;
}

/** The ids of the addresses to which a letter about these workshops goes: one for each workshop and mailbox. */
export async function listAddressesToTell(db: Queries, workshopIds: readonly string[]): Promise<string[]> {
  const addresses = await store.listAddresses(db, workshopIds);
  const boxes = new Map(addresses.map(({ id, workshopId, email }) => [`${workshopId} ${email}`, id]));
  return [...boxes.values()];
}

/** Forgets an address for a workshop at once, for whoever has its link; one that is forgotten stays so. */
export async function forgetAddress(context: WorkshopContext, token: string): Promise<void> {
  const workshopId = await context.database.transaction(async (trx) => {
    const address = await store.findAddress(trx, { tokenHash: hashToken(token) });
    if (!address) return null;
    await store.deleteAddressFrom(trx, address);
    const holder: Actor = { kind: 'system', name: address.name };
    await auditAddress(context, trx, holder, address.workshopId, 'guest.removeAddress');
    return address.workshopId;
  });
  if (workshopId !== null) context.bus.tell({ kind: 'workshop', id: workshopId, action: 'leaveAddress' });
}

/** Forgets addresses that were left long ago [WS175]. */
export async function forgetOldAddresses(
  { database }: Pick<WorkshopContext, 'database'>,
  nowMs: number,
): Promise<void> {
  await database.transaction((trx) => store.deleteOldAddresses(trx, nowMs - ADDRESS_KEPT_DAYS * DAY_MS));
}

/** A line that an address was left or is gone; the address itself stands in no log. */
async function auditAddress(
  { clock }: Pick<WorkshopContext, 'clock'>,
  trx: Queries,
  actor: Actor,
  workshopId: string,
  action: 'guest.leaveAddress' | 'guest.removeAddress',
): Promise<void> {
  await recordAudit(trx, { atMs: clock(), actor, action, subject: { kind: 'workshop', id: workshopId } });
}
