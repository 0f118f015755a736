import { openVersion } from '#lib/people/standards/standard.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import {
  addNotices,
  finishNotices,
  withdrawNotices,
  type NewNotice,
  type TellInboxes,
} from '../../notify/notice-commands.ts';
import { readSigningRules } from '../signing-rules.ts';
import { listApprovers, readStandards } from './see-standards.ts';
import type { StandardRow } from './standard-store.ts';

const subjectOf = (id: string) => ({ kind: 'standard', id }) as const;

/**
 * Tells everybody who can approve the asked version now that it waits for them; whoever could before and cannot any
 * more is waited for no longer [CX16]. Whoever is told already of this asking is not told again.
 */
export async function tellApprovers(
  context: Context,
  trx: Queries,
  row: Pick<StandardRow, 'id' | 'ownerId'>,
  byId: string | null,
): Promise<TellInboxes> {
  const read = await readStandards(trx, [row.id]);
  const asked = openVersion(read.versionsOf(row.id));
  if (asked?.state !== 'asked') return () => undefined;
  const { rules } = await readSigningRules(context, trx);
  const people = [...listApprovers(rules, read.signedOf(row, asked))];
  const tellFinished = await finishApprovals(context, trx, row.id, people);
  const tellAdded = await addNotices(
    context,
    trx,
    people.map((personId): NewNotice => ({
      ...{ personId, kind: 'standard.waits', subject: subjectOf(row.id), byId, values: {} },
      occasion: `${asked.number} ${asked.submission}`,
    })),
  );
  return () => {
    tellFinished();
    tellAdded();
  };
}

/** Nobody is waited for any more, but for those who still are. */
export function finishApprovals(
  context: Context,
  trx: Queries,
  id: string,
  exceptIds: readonly string[] = [],
): Promise<TellInboxes> {
  return finishNotices(context, trx, { subject: subjectOf(id), kinds: ['standard.waits'], exceptIds });
}

/** What was told of a signature that is taken back is not so any more. */
export function withdrawTold(context: Context, trx: Queries, id: string): Promise<TellInboxes> {
  const kinds = ['standard.waits', 'standard.approved', 'standard.sentBack'] as const;
  return withdrawNotices(context, trx, { subject: subjectOf(id), kinds });
}

/** Tells the owner and whoever asked what became of a version [CX17]. */
export function tellStandardOutcome(
  context: Context,
  trx: Queries,
  row: { id: string; ownerId: string | null; askedBy: string | null },
  kind: 'standard.approved' | 'standard.sentBack',
  { byId, occasion }: { byId: string; occasion: string },
): Promise<TellInboxes> {
  const people = new Set([row.ownerId, row.askedBy].filter((id) => id !== null));
  return addNotices(
    context,
    trx,
    [...people].map((personId) => ({
      ...{ personId, kind, subject: subjectOf(row.id), occasion, byId, values: {} },
    })),
  );
}
