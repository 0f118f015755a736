import { digestSlot } from '#lib/notify/digest-time.ts';
import { noticeRule } from '#lib/notify/notice-kinds.ts';
import { DEFAULT_DIGEST, DONE_KEPT_DAYS } from '#lib/notify/notice.ts';
import type { Context } from '../context.ts';
import { readWorkCalendar } from '../organisation/commands.ts';
import { listUnwanted } from '../people/account/letter-choice-store.ts';
import { findPerson } from '../people/store.ts';
import { listDigestChoices } from './choice-store.ts';
import * as store from './notice-store.ts';
import { deleteOldLetters, insertLetters } from './outbox-store.ts';

/** What is done, or was told and left, is kept for so long [NO12]. */
const DONE_KEPT_MS = DONE_KEPT_DAYS * 24 * 60 * 60_000;
const TOLD_KEPT_MS = 400 * 24 * 60 * 60_000;

/** Writes a digest into the outbox for everybody whose hour has come and for whom something waits untold [NO6]. */
export async function gatherDigests(context: Context, nowMs: number): Promise<void> {
  if (context.mail.linkBase === undefined) return;
  const choices = await listDigestChoices(context.db);
  const calendar = await readWorkCalendar(context, context.db);
  for (const personId of await store.listPeopleWithUntold(context.db)) {
    const person = await findPerson(context.db, { id: personId });
    if (!person?.isActive) continue;
    const timeZone = person.timeZone ?? context.settings.timeZone;
    const slot = digestSlot(choices.get(personId) ?? DEFAULT_DIGEST, { nowMs, timeZone, calendar });
    if (!slot) continue;
    const unwanted = await listUnwanted(context.db, personId);
    // What came after the hour waits for the next one: otherwise every notice would be a letter.
    const isDue = (await store.listUntold(context.db, personId, nowMs)).some(
      ({ kind, atMs, snoozedUntilMs }) =>
        (snoozedUntilMs ?? atMs) <= slot.atMs && !unwanted.includes(noticeRule(kind).group),
    );
    if (!isDue) continue;
    const letter = { kind: 'digest', personId, occasion: slot.day, dueMs: nowMs, atMs: nowMs } as const;
    await context.database.transaction((trx) => insertLetters(trx, [letter]));
  }
}

/** Forgets notices and letters whose time is over [NO12]. */
export async function forgetOldNotices(context: Context, nowMs: number): Promise<void> {
  await context.database.transaction(async (trx) => {
    await store.deleteOldNotices(trx, {
      doneBeforeMs: nowMs - DONE_KEPT_MS,
      toldBeforeMs: nowMs - TOLD_KEPT_MS,
    });
    await deleteOldLetters(trx, nowMs - DONE_KEPT_MS);
  });
}
