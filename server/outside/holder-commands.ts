import { randomInt } from 'node:crypto';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import {
  DoorAnswerForm,
  DoorCommentForm,
  DoorCommitmentForm,
  DoorOutcomeForm,
} from '#lib/outside/door-forms.ts';
import {
  CODE_DIGITS,
  CODE_MINUTES,
  MOST_CODE_TRIES,
  MOST_DOOR_WORDS,
  type DoorWordKind,
} from '#lib/outside/door.ts';
import type { NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { Actor } from '#lib/people/person.ts';
import { tooManyTries } from '../access/rate-limit.ts';
import { sameHash, tokenOfPress } from '../access/secrets.ts';
import { answerFromOutside, pressFromOutside } from '../commitments/outside-commands.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { listWatchers } from '../discussion/watch-commands.ts';
import { addNotices } from '../notify/notice-commands.ts';
import { settleStageAtDoor } from '../projects/outside-commands.ts';
import { maskText } from '../survey/commands.ts';
import { mailDoorCode } from './code-letter.ts';
import { auditDoor, tellDoors } from './door-commands.ts';
import * as store from './door-store.ts';
import type { OutsideContext } from './outside-context.ts';
import { listShownCommitments, requireHolder, takePress, type Outsider } from './visit-commands.ts';

type DoorNotice = Extract<NoticeKind, `outside.${string}`>;
type Afterwards = (() => void)[];

/** Does something at a door in a transaction that holds it, for as long as the door is open. */
async function atDoor<Result>(
  context: OutsideContext,
  actor: Actor,
  work: (trx: Queries, door: store.DoorRow, holder: Outsider, after: Afterwards) => Promise<Result>,
): Promise<Result> {
  const { holder, door: seen } = await requireHolder(context, context.db, actor);
  takePress(context, seen.id);
  const after: Afterwards = [];
  const result = await context.database.transaction(async (trx) => {
    await store.holdDoor(trx, seen.id);
    const door = await store.findDoor(trx, { id: seen.id });
    if (!door || door.endedAtMs !== null)
      throw new AppError('gone', { reason: 'outside.is.ended', values: { name: seen.makerName } });
    return work(trx, door, holder, after);
  });
  for (const tell of after) tell();
  tellDoors(context, seen.subject);
  return result;
}

async function tellPeople(
  context: Context,
  trx: Queries,
  door: store.DoorRow,
  { kind, to, occasion }: { kind: DoorNotice; to: readonly string[]; occasion: string },
  after: Afterwards,
): Promise<void> {
  const notices = [...new Set(to)].map((personId) => ({
    personId,
    kind,
    subject: door.subject,
    occasion: `${door.id} ${occasion}`,
    byId: null,
    values: { doorId: door.id },
  }));
  after.push(await addNotices(context, trx, notices));
}

/** The holder says that a commitment of theirs is kept [OD4]. */
export async function keepAtDoor(context: OutsideContext, actor: Actor, input: unknown): Promise<void> {
  await pressAtDoor(context, actor, input, 'keep');
}

/** The holder takes back that it is kept [OD4]. */
export async function reopenAtDoor(context: OutsideContext, actor: Actor, input: unknown): Promise<void> {
  await pressAtDoor(context, actor, input, 'reopen');
}

async function pressAtDoor(
  context: OutsideContext,
  actor: Actor,
  input: unknown,
  action: 'keep' | 'reopen',
): Promise<void> {
  const pick = parseInput(DoorCommitmentForm, input);
  await atDoor(context, actor, async (trx, door, holder, after) => {
    await requireShown(trx, door, pick.commitmentId);
    const { makerId } = await pressFromOutside(context, trx, holder, { ...pick, action }, after);
    const kind = action === 'keep' ? 'outside.kept' : 'outside.reopened';
    const occasion = `${pick.commitmentId} ${pick.version}`;
    const watchers = action === 'keep' ? await listWatchers(trx, door.subject) : [];
    const to = [door.makerId, makerId, ...watchers];
    await tellPeople(context, trx, door, { kind, to, occasion }, after);
  });
}

/** The holder says how far a commitment of theirs is [OD4]. */
export async function answerAtDoor(context: OutsideContext, actor: Actor, input: unknown): Promise<void> {
  const form = parseInput(DoorAnswerForm, input);
  await atDoor(context, actor, async (trx, door, holder, after) => {
    await requireShown(trx, door, form.commitmentId);
    const answer = { ...form, text: maskText(form.text), alsoTo: door.makerId };
    await answerFromOutside(context, trx, holder, answer, after);
  });
}

/** What the door does not show is not there [OD2]. */
async function requireShown(trx: Queries, door: store.DoorRow, commitmentId: string): Promise<void> {
  const shown = await listShownCommitments(trx, door);
  if (!shown.some(({ id }) => id === commitmentId)) throw new AppError('not-found');
}

/** The holder says something; its maker hears of it, and nobody answers there [OD4]. */
export async function commentAtDoor(context: OutsideContext, actor: Actor, input: unknown): Promise<void> {
  const { text } = parseInput(DoorCommentForm, input);
  await atDoor(context, actor, async (trx, door, holder, after) => {
    const id = await writeWord(context, trx, door, 'comment', text);
    await auditDoor(context, trx, holder, door.subject, 'comment');
    const news = { kind: 'outside.said', to: [door.makerId], occasion: id } as const;
    await tellPeople(context, trx, door, news, after);
  });
}

async function writeWord(
  { clock }: Context,
  trx: Queries,
  door: store.DoorRow,
  kind: DoorWordKind,
  text: string,
): Promise<string> {
  const said = (await store.listWords(trx, [door.id])).get(door.id) ?? [];
  if (kind === 'comment' && said.length >= MOST_DOOR_WORDS)
    throw new AppError('conflict', { reason: 'outside.saidOften', values: { limit: MOST_DOOR_WORDS } });
  const id = newId<'word'>();
  await store.insertWord(trx, door.id, { id, kind, text: maskText(text), atMs: clock() });
  return id;
}

/** Mails a code for the formal act to the address of the holder [OD5], in place of the one before. */
export async function askDoorCode(context: OutsideContext, actor: Actor): Promise<void> {
  const { door: seen } = await requireHolder(context, context.db, actor);
  requireAsked(seen);
  const waitMs = context.doorLimits.codesByDoor.take(seen.id);
  if (waitMs > 0) throw tooManyTries(waitMs);
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
  const hash = await hashCode(context.db, seen.id, code);
  await atDoor(context, actor, async (trx, door, holder) => {
    requireAsked(door);
    await store.setDoorCode(trx, door.id, { hash, expiresAtMs: context.clock() + CODE_MINUTES * 60_000 });
    await auditDoor(context, trx, holder, door.subject, 'askCode');
  });
  mailDoorCode(context, seen, code);
}

/** Nothing is to be accepted, or it was said before. */
function requireAsked({ asks, outcome }: store.DoorRow): void {
  if (asks === '') throw new AppError('not-found');
  if (outcome !== null) throw new AppError('conflict', { reason: 'outside.saidBefore' });
}

/** Of few digits a plain hash is found by trying all: this one needs the key of the installation. */
function hashCode(db: Queries, doorId: string, code: string): Promise<string> {
  return tokenOfPress(db, ['door-code', doorId, code]);
}

/** Accepts what the door asks, or refuses it with remarks, with the code of the mail [OD5]; once. */
export async function settleDoor(context: OutsideContext, actor: Actor, input: unknown): Promise<void> {
  const { outcome, remarks, code } = parseInput(DoorOutcomeForm, input);
  // Whether it was said before is asked in the transaction: the same press, sent again, gets its answer there.
  const { door: seen } = await requireHolder(context, context.db, actor);
  const hash = await hashCode(context.db, seen.id, code);
  const isRight = await atDoor(context, actor, async (trx, door, holder, after) => {
    requireAsked(door);
    if (door.codeHash === null || (door.codeExpiresAtMs ?? 0) <= context.clock())
      throw new AppError('conflict', { reason: 'outside.codeOver' });
    if (door.codeTries >= MOST_CODE_TRIES) throw new AppError('conflict', { reason: 'outside.codeTries' });
    if (!sameHash(door.codeHash, hash)) {
      await store.countCodeTry(trx, door.id);
      return false; // thrown after the commit: else the try would be taken back with it
    }
    if (!(await store.setDoorOutcome(trx, door.id, outcome)))
      throw new AppError('conflict', { reason: 'outside.saidBefore' });
    const id = await writeWord(context, trx, door, outcome, remarks);
    await auditDoor(context, trx, holder, door.subject, outcome === 'accepted' ? 'accept' : 'refuse');
    const news = { kind: `outside.${outcome}`, to: [door.makerId], occasion: id } as const;
    await tellPeople(context, trx, door, news, after);
    const said = { doorId: door.id, makerId: door.makerId, outcome, remarks };
    after.push(await settleStageAtDoor(context, trx, holder, { ...said, remarks: maskText(remarks) }));
    return true;
  });
  if (!isRight) throw new AppError('invalid', { issues: [{ path: 'code', message: 'outside.codeWrong' }] });
}
