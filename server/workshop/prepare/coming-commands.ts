import type { Actor } from '#lib/people/person.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { countReady } from '#lib/workshop/prepare/readiness.ts';
import type { Session } from '#lib/workshop/prepare/session.ts';
import type { Participation } from '#lib/workshop/workshop.ts';
import { listWorkshops } from '../commands.ts';
import type { WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { getPreparation } from './prepare-commands.ts';
import { listSessionsOf } from './prepare-store.ts';

/** A workshop that is not over, as far as somebody needs to know what comes. */
export interface ComingWorkshop extends Pick<WorkshopRow, 'id' | 'title' | 'stage' | 'facilitatorName'> {
  participation: Participation;
  /** Its next sitting, or the one that is held now. */
  next: Pick<Session, 'startsOn' | 'startsAt' | 'startsAtMs' | 'place'> | undefined;
  /** How much of the checklist is done, for who prepares it [WS67]. */
  ready: { done: number; needed: number } | undefined;
}

/** Of as many the checklist is gone through: whoever prepares more looks at the list. */
const WORKSHOPS_CHECKED = 3;

/** The workshops of this person that are not over, those with the nearest session first. */
export async function listComing(context: WorkshopContext, actor: Actor): Promise<ComingWorkshop[]> {
  const open = (await listWorkshops(context, actor)).filter(({ stage }) => stage !== 'closed');
  const sessions = await listSessionsOf(
    context.db,
    open.map(({ id }) => id),
  );
  const nowMs = context.clock();
  const coming = open
    .map(({ id, title, stage, facilitatorName, participation }) => ({
      id,
      title,
      stage,
      facilitatorName,
      participation,
      next: sessions
        .get(id)
        ?.find(
          ({ isCancelled, startsAtMs, minutes }) => !isCancelled && startsAtMs + minutes * 60_000 > nowMs,
        ),
    }))
    .toSorted((left, right) => (left.next?.startsAtMs ?? Infinity) - (right.next?.startsAtMs ?? Infinity));
  const prepared = isPermitted(standingsOf(actor), 'workshop.manage')
    ? coming.filter(({ stage, participation }) => stage === 'prepare' && participation === 'facilitator')
    : [];
  const ready = new Map<string, { done: number; needed: number }>();
  for (const { id } of prepared.slice(0, WORKSHOPS_CHECKED))
    ready.set(id, countReady((await getPreparation(context, actor, id)).checks));
  return coming.map((workshop) => ({ ...workshop, ready: ready.get(workshop.id) }));
}
