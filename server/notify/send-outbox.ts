import { newId } from '#lib/base/ids.ts';
import { pauseAfter } from '#lib/notify/back-off.ts';
import type { Context } from '../context.ts';
import { markTold, markUntold } from './notice-store.ts';
import * as store from './outbox-store.ts';
import { writeOutboxLetter, type WrittenLetter } from './write-letter.ts';

/** A process that has a letter for longer than this died with it: the mail server answers within 15 seconds. */
const LOST_AFTER_MS = 5 * 60_000;

/** The moments between which a process may die; a test stops it at each. */
export type SendingStep = 'claimed' | 'sending' | 'accepted' | 'sent';

/**
 * Sends the letters that are due, one after another [NO8]. Each is claimed by one process, stored as 'sending' before
 * the mail server hears of it and as 'sent' after that took it. One that is found 'sending' after its process died
 * may have arrived: a digest is dropped then, and what cannot wait is sent again under the same Message-ID. A mail
 * server that is down or says "later" is asked again after a growing pause; what it refuses for good is given up [NO9].
 */
export async function sendOutbox(
  context: Context,
  reached: (step: SendingStep, letterId: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const { mail } = context;
  if (mail.linkBase === undefined) return;
  const claim = newId();
  await recoverLost(context, claim);
  let isReachable = true;
  while (isReachable) {
    const nowMs = context.clock();
    const letter = await store.claimLetter(context.database, {
      claim,
      nowMs,
      untilMs: nowMs + LOST_AFTER_MS,
    });
    if (!letter) return;
    await reached('claimed', letter.id);
    isReachable = await sendLetter(context, letter, new URL(mail.linkBase).hostname, reached);
  }
}

/** False when the mail server cannot be reached: it would not be for the others either. */
async function sendLetter(
  context: Context,
  letter: store.LetterRow,
  host: string,
  reached: (step: SendingStep, letterId: string) => Promise<void>,
): Promise<boolean> {
  const { database, db, mail, clock, log } = context;
  let written: WrittenLetter | null;
  try {
    written = await writeOutboxLetter(context, letter);
  } catch (fault) {
    log.error({ error: fault, letter: letter.id }, 'A letter could not be written');
    await tryLater(context, letter, sayOf(fault));
    return true;
  }
  if (!written) {
    await store.settleLetter(db, letter, { state: 'dropped', sinceMs: clock(), error: 'nothing' });
    return true;
  }
  try {
    // Asked first: what fails from here on has perhaps arrived, what fails there has not.
    await mail.reach();
  } catch (fault) {
    log.error({ error: fault }, 'The mail server cannot be reached');
    await tryLater(context, letter, sayOf(fault));
    return false;
  }
  const isMine = await database.transaction(async (trx) => {
    if (!(await store.markSending(trx, letter, clock()))) return false;
    await markTold(trx, written.noticeIds, letter.id);
    return true;
  });
  if (!isMine) return true;
  await reached('sending', letter.id);
  try {
    await mail.deliver({ ...written.letter, messageId: `<${letter.id}@${host}>` });
  } catch (fault) {
    log.error({ error: fault, letter: letter.id }, 'A letter could not be mailed');
    await settleFault(context, letter, fault);
    return true;
  }
  await reached('accepted', letter.id);
  await store.settleLetter(db, letter, { state: 'sent', sinceMs: clock(), error: null });
  await reached('sent', letter.id);
  return true;
}

/** What the mail server said decides: refused for good, later, or nothing at all, so that it may have arrived. */
async function settleFault(context: Context, letter: store.LetterRow, fault: unknown): Promise<void> {
  const code = fault instanceof Error && 'responseCode' in fault ? Number(fault.responseCode) : null;
  if (code !== null && code >= 500) return giveUp(context, letter, sayOf(fault));
  if (code === null && letter.kind === 'digest') {
    await store.settleLetter(context.db, letter, {
      state: 'dropped',
      sinceMs: context.clock(),
      error: sayOf(fault),
    });
    return;
  }
  return tryLater(context, letter, sayOf(fault));
}

async function tryLater(context: Context, letter: store.LetterRow, error: string): Promise<void> {
  const pause = pauseAfter(letter.attempts, Math.random());
  if (pause === null) return giveUp(context, letter, error);
  const nowMs = context.clock();
  const later = { state: 'waiting' as const, dueMs: nowMs + pause, sinceMs: nowMs, error };
  await store.settleLetter(context.db, letter, later);
}

/** It did not arrive: what it told is told by the next digest. */
async function giveUp(context: Context, letter: store.LetterRow, error: string): Promise<void> {
  await context.database.transaction(async (trx) => {
    await store.settleLetter(trx, letter, { state: 'failed', sinceMs: context.clock(), error });
    await markUntold(trx, letter.id);
  });
}

/** Letters whose process died while it was sending them [NO8]. */
async function recoverLost(context: Context, claim: string): Promise<void> {
  const nowMs = context.clock();
  const lost = await store.claimLost(context.database, { claim, nowMs, untilMs: nowMs + LOST_AFTER_MS });
  for (const letter of lost)
    await store.settleLetter(
      context.db,
      letter,
      letter.kind === 'digest'
        ? { state: 'dropped', sinceMs: nowMs, error: 'crash' }
        : { state: 'waiting', dueMs: nowMs, sinceMs: nowMs, error: 'again' },
    );
}

/** So many letters are kept of what a mail server said. */
const SAID_KEPT = 300;

function sayOf(fault: unknown): string {
  return (fault instanceof Error ? fault.message : String(fault)).slice(0, SAID_KEPT);
}
