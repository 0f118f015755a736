import type { NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { addNotices, withdrawNotices, type TellInboxes } from '../notify/notice-commands.ts';
import type { PulseAskRow } from './team-pulse-store.ts';

type PulseNotice = Extract<NoticeKind, `pulse.${string}`>;

/** Tells people of one ask of a pulse, each once a kind. */
export function addPulseNotices(
  context: Context,
  trx: Queries,
  { id, pulseId, endsOn }: Pick<PulseAskRow, 'id' | 'pulseId' | 'endsOn'>,
  kind: PulseNotice,
  to: readonly string[],
): Promise<TellInboxes> {
  return addNotices(
    context,
    trx,
    [...new Set(to)].map((personId) => ({
      ...{ personId, kind, subject: { kind: 'pulse', id: pulseId } as const },
      ...{ occasion: id, byId: null, values: { dueOn: endsOn } },
    })),
  );
}

/** What asked for an answer goes without a trace: that it was done, and when, would tell of who answered [RH13]. */
export function withdrawPulseNotices(
  context: Context,
  trx: Queries,
  { id, pulseId }: Pick<PulseAskRow, 'id' | 'pulseId'>,
  personId?: string,
): Promise<TellInboxes> {
  return withdrawNotices(context, trx, {
    subject: { kind: 'pulse', id: pulseId },
    kinds: ['pulse.ask', 'pulse.last'],
    occasion: id,
    ...(personId !== undefined && { personId }),
  });
}
