import { parseInput } from '#lib/base/parse-input.ts';
import { DigestForm } from '#lib/notify/notice-forms.ts';
import type { DigestChoice } from '#lib/notify/notice.ts';
import { LETTER_STATES, type LetterState, type OutboxKind } from '#lib/notify/outbox.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { findDigestChoice, writeDigestChoice } from './choice-store.ts';
import { countLetters, listTroubledLetters } from './outbox-store.ts';

/** When the reader's digest leaves, and by which clock [NO6]. */
export async function getDigestChoice(
  context: Context,
  actor: Actor,
): Promise<DigestChoice & { timeZone: string }> {
  requirePerson(actor, 'profile.edit');
  const choice = await findDigestChoice(context.db, actor.id);
  return { ...choice, timeZone: actor.timeZone ?? context.settings.timeZone };
}

export async function changeDigest(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const choice = parseInput(DigestForm, input);
  await context.database.transaction(async (trx) => {
    await writeDigestChoice(trx, actor.id, choice);
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'person.changeLetters',
      subject: { kind: 'person', id: actor.id },
    });
  });
}

/** A letter that did not simply leave; what it said is nobody's business here. */
export interface TroubledLetter {
  id: string;
  name: string;
  kind: OutboxKind;
  state: LetterState;
  attempts: number;
  sinceMs: number;
  /** When it is tried again, where it is. */
  dueMs: number | null;
  /** What happened: `crash`, `again` and `nothing` are ours, anything else is what the mail server said. */
  error: string | null;
}

/** How the outbox stands, for whoever looks after mail [NO9]. */
export interface OutboxState {
  counts: Record<LetterState, number>;
  troubled: TroubledLetter[];
}

/** So many of the newest are listed. */
const LISTED = 50;

export async function getOutbox(context: Context, actor: Actor): Promise<OutboxState> {
  requirePermission(actor, 'settings.manage');
  const counts = await countLetters(context.db);
  return {
    // One for each state of the list.
    counts: Object.fromEntries(
      LETTER_STATES.map((state) => [state, counts.get(state) ?? 0]),
    ) as OutboxState['counts'],
    troubled: (await listTroubledLetters(context.db, LISTED)).map(
      ({ id, name, kind, state, attempts, sinceMs, dueMs, error }) => ({
        ...{ id, name, kind, state, attempts, sinceMs, error },
        dueMs: state === 'waiting' ? dueMs : null,
      }),
    ),
  };
}
