import type { NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import {
  addNotices,
  finishNotices,
  withdrawNotices,
  type TellInboxes,
} from '../../notify/notice-commands.ts';
import type { SessionRow } from './session-store.ts';

type RatingNotice = Extract<NoticeKind, `ratings.${string}`>;

const subjectOf = (id: string) => ({ kind: 'ratings', id }) as const;

/** Tells people of one round of a session, each once a kind. */
export function addRatingNotices(
  context: Context,
  trx: Queries,
  { id, round, endsOn }: Pick<SessionRow, 'id' | 'round' | 'endsOn'>,
  news: { kind: RatingNotice; byId: string | null; to: readonly string[] },
): Promise<TellInboxes> {
  const { kind, byId, to } = news;
  const dueOn = kind === 'ratings.ask' ? endsOn : null;
  return addNotices(
    context,
    trx,
    [...new Set(to)].map((personId) => ({
      ...{ personId, kind, subject: subjectOf(id), occasion: `round ${round}`, byId },
      values: { ...(dueOn !== null && { dueOn }) },
    })),
  );
}

/** What was asked for is done: by one person, or by all. */
export function finishRatingNotices(
  context: Context,
  trx: Queries,
  id: string,
  personId?: string,
): Promise<TellInboxes> {
  return finishNotices(context, trx, {
    ...{ subject: subjectOf(id), kinds: ['ratings.ask'] },
    ...(personId !== undefined && { personId }),
  });
}

/** Nobody is asked any more. */
export function withdrawRatingNotices(
  context: Context,
  trx: Queries,
  id: string,
  personId?: string,
): Promise<TellInboxes> {
  return withdrawNotices(context, trx, {
    ...{ subject: subjectOf(id), kinds: ['ratings.ask'] },
    ...(personId !== undefined && { personId }),
  });
}
