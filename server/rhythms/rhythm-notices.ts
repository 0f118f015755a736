import type { NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { addNotices, finishNotices, type TellInboxes } from '../notify/notice-commands.ts';
import type { AskRow } from './ask-store.ts';
import type { RhythmRow } from './rhythm-store.ts';

type RhythmNotice = Extract<NoticeKind, `rhythm.${string}`>;

/** Tells people of one ask, each once a kind; where to look is its subject, and its words stay there. */
export async function addAskNotices(
  context: Context,
  trx: Queries,
  { subject }: Pick<RhythmRow, 'subject'>,
  { id, dueOn }: Pick<AskRow, 'id' | 'dueOn'>,
  news: { kind: RhythmNotice; byId: string | null; to: readonly (string | null | undefined)[] },
): Promise<TellInboxes> {
  const people = new Set(news.to.filter((personId) => typeof personId === 'string'));
  return addNotices(
    context,
    trx,
    [...people].map((personId) => ({
      personId,
      kind: news.kind,
      subject,
      occasion: id,
      byId: news.byId,
      values: { askId: id, due: dueOn },
    })),
  );
}

/** Nobody is to answer it any more: it was answered, or missed, or its rhythm ended. */
export async function finishAskNotices(
  context: Context,
  trx: Queries,
  { subject }: Pick<RhythmRow, 'subject'>,
  { id }: Pick<AskRow, 'id'>,
): Promise<TellInboxes> {
  const kinds = ['rhythm.ask', 'rhythm.late', 'rhythm.unanswered'] as const;
  return finishNotices(context, trx, { subject, kinds, occasion: id });
}
