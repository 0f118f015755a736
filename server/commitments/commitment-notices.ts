import type { NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { listWatchers } from '../discussion/watch-commands.ts';
import { addNotices, finishNotices, withdrawNotices, type TellInboxes } from '../notify/notice-commands.ts';
import type { CommitmentRow } from './commitment-store.ts';

/** What is to be said in open pages after the commit. */
export type Afterwards = TellInboxes[];

type CommitmentNotice = Extract<NoticeKind, `commitment.${string}`>;

/** Tells people of a commitment, each once; where to look is its subject, and its words stay there. */
export async function addCommitmentNotices(
  context: Context,
  trx: Queries,
  { id, subject }: Pick<CommitmentRow, 'id' | 'subject'>,
  news: {
    kind: CommitmentNotice;
    byId: string | null;
    to: readonly (string | null | undefined)[];
    /** The same of one commitment is told once: a day, a version, an id. */
    occasion: string;
    dueOn: string | null;
  },
  after: Afterwards,
): Promise<void> {
  const { kind, byId, occasion, dueOn } = news;
  const people = new Set(news.to.filter((personId) => typeof personId === 'string'));
  const notices = [...people].map((personId) => ({
    personId,
    kind,
    subject,
    occasion: occasionOf(id, occasion),
    byId,
    values: { commitmentId: id, ...(dueOn !== null && { due: dueOn }) },
  }));
  after.push(await addNotices(context, trx, notices));
}

/** Tells the owner what they are to keep, once a version; nobody, where the owner has no account. */
export async function tellOwner(
  context: Context,
  trx: Queries,
  row: Pick<CommitmentRow, 'id' | 'subject' | 'owner' | 'version' | 'dueOn'>,
  byId: string | null,
  after: Afterwards,
): Promise<void> {
  if (row.owner?.kind !== 'person') return;
  const news = { kind: 'commitment.given', byId, to: [row.owner.id], dueOn: row.dueOn } as const;
  await addCommitmentNotices(context, trx, row, { ...news, occasion: `${row.version}` }, after);
}

/** That it is kept, to whoever waits for it or answers for its subject, and to who watches that [CM12]. */
export async function tellKept(
  context: Context,
  trx: Queries,
  row: Pick<CommitmentRow, 'id' | 'subject' | 'makerId' | 'version' | 'dueOn'>,
  { byId, ownerId }: { byId: string; ownerId: string | null },
  after: Afterwards,
): Promise<void> {
  const to = [row.makerId, ownerId, ...(await listWatchers(trx, row.subject))];
  const occasion = `${row.version}`;
  await addCommitmentNotices(
    context,
    trx,
    row,
    { kind: 'commitment.kept', byId, to, occasion, dueOn: row.dueOn },
    after,
  );
}

/** It is open again: that it was kept or broken is no news any more. */
export async function takeBackEnding(
  context: Context,
  trx: Queries,
  { id, subject }: Pick<CommitmentRow, 'id' | 'subject'>,
  endedAt: number,
  after: Afterwards,
): Promise<void> {
  const kinds = ['commitment.kept', 'commitment.broken'] as const;
  const meant = { subject, kinds, occasion: occasionOf(id, `${endedAt}`) };
  after.push(await withdrawNotices(context, trx, meant));
}

/** The owner answered, whatever it was: what asked for this day waits no longer. */
export async function finishAsking(
  context: Context,
  trx: Queries,
  { id, subject, dueOn }: Pick<CommitmentRow, 'id' | 'subject' | 'dueOn'>,
  after: Afterwards,
): Promise<void> {
  if (dueOn === null) return;
  const kinds = ['commitment.ask', 'commitment.late'] as const;
  after.push(await finishNotices(context, trx, { subject, kinds, occasion: occasionOf(id, dueOn) }));
}

function occasionOf(id: string, occasion: string): string {
  return `${id} ${occasion}`;
}
