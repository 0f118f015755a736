import { isWithin, type AgreedTimes } from '#lib/shifts/move-days.ts';
import { tourUid } from '#lib/shifts/shift.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../../access/audit.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { tellAgain } from '../../feeds/entry-commands.ts';
import {
  addNotices,
  withdrawNotices,
  type NewNotice,
  type TellInboxes,
} from '../../notify/notice-commands.ts';
import { finishOffer, settleTour } from '../seats/settle-line.ts';
import { findClash, tellManager } from '../seats/take-place.ts';
import { leaveLine, listLine, listSeated, takeOffersBack } from '../seats/waiting-store.ts';
import * as store from '../store.ts';
import { listProposals } from '../swaps/proposal-store.ts';
import { clearTakers } from '../swaps/swap-store.ts';
import { deleteObjections } from '../team/objection-store.ts';
import { deleteMentors, type TourRow } from '../tour-store.ts';
import { listTourPeople } from './hold-tours.ts';
import { deleteMoved, listMoved, putMoved } from './move-store.ts';

type Mover = Actor & { id: string };

/** A tour before it moved and after, with its days (ISO). */
export interface TourMove {
  tour: TourRow;
  before: AgreedTimes;
  after: AgreedTimes;
}

/**
 * A tour that the transaction holds is at another time now: everybody on it is told, and asked whether that fits
 * [SH100]; whoever is elsewhere then is on it no longer [SH101]; and what was agreed about the time of before is
 * agreed no more [SH102]. To be called when all tours that move have moved.
 */
export async function moveSeats(
  context: Context,
  trx: Queries,
  actor: Mover,
  { tour, before, after }: TourMove,
): Promise<TellInboxes[]> {
  const { seated, waiting, mentors, willing } = await listTourPeople(trx, tour.id);
  const news = newsOf({ tour, before, after }, context.clock());
  const away = new Set<string>();
  for (const personId of [...seated, ...waiting, ...mentors])
    if ((await findClash(trx, tour, personId)) !== null) away.add(personId);
  const tells = [
    ...(await dropAgreements(context, trx, actor, { tour, news })),
    await askAgain(context, trx, actor, {
      ...{ tour, before, after, news },
      personIds: [...seated, ...mentors].filter((id) => !away.has(id)),
    }),
    ...(await takeAway(context, trx, actor, { tour, away })),
    await addNotices(context, trx, [
      ...[...waiting, ...willing]
        .filter((id) => !away.has(id) && !mentors.includes(id))
        .map((personId) => moveNotice(tour, { ...news, personId, actor })),
      ...[...away].map((personId) =>
        moveNotice(tour, { kind: 'shift.movedAway', atMs: news.atMs, personId, actor }),
      ),
    ]),
  ];
  for (const personId of seated.filter((id) => !away.has(id)))
    tells.push(await tellManager(context, trx, tour, personId));
  await tellAgain(context, trx, { uids: [tourUid(tour.id)] });
  tells.push((await settleTour(context, trx, tour)).tell);
  return tells;
}

/** Whoever agreed to other days and hours is asked whether these fit; to those that they agreed to, nobody is asked. */
async function askAgain(
  context: Context,
  trx: Queries,
  actor: Mover,
  { tour, before, after, news, personIds }: TourMove & { news: News; personIds: readonly string[] },
): Promise<TellInboxes> {
  const agreed = new Map((await listMoved(trx, tour.id)).map((row) => [row.personId, row]));
  const people = personIds.map((personId) => ({ personId, agreed: agreed.get(personId) ?? before }));
  const asked = people.filter(({ personId, agreed }) => personId !== actor.id && !isWithin(after, agreed));
  const askedIds = new Set(asked.map(({ personId }) => personId));
  await deleteMoved(trx, tour.id);
  await putMoved(trx, { id: tour.id, byId: actor.id, movedAtMs: news.atMs }, asked);
  return addNotices(
    context,
    trx,
    people.map(({ personId }) =>
      // Who has to answer is told what to answer, also where the last change was a day less.
      askedIds.has(personId)
        ? moveNotice(tour, { kind: 'shift.moved', atMs: news.atMs, personId, actor })
        : moveNotice(tour, { ...news, personId, actor }),
    ),
  );
}

/** Whoever is elsewhere at the new hours has no seat any more, waits no longer, and looks after it no longer. */
async function takeAway(
  context: Context,
  trx: Queries,
  actor: Mover,
  { tour, away }: { tour: TourRow; away: ReadonlySet<string> },
): Promise<TellInboxes[]> {
  const ids = [...away];
  const tells: TellInboxes[] = [];
  for (const waiting of await listLine(trx, tour.id))
    tells.push(await finishOffer(context, trx, tour, waiting));
  await takeOffersBack(trx, tour.id);
  await leaveLine(trx, tour.id, ids);
  await deleteMentors(trx, tour.id, ids);
  for (const personId of ids) {
    if (!(await store.deleteSignUp(trx, tour.id, personId))) continue;
    await recordAudit(trx, {
      ...{ atMs: context.clock(), actor, action: 'shift.leave' as const, whom: [personId] },
      subject: { kind: 'shift', id: tour.id },
    });
  }
  return tells;
}

/** Swaps half agreed, proposals, objections and reminders were about the time of before. */
async function dropAgreements(
  context: Context,
  trx: Queries,
  actor: Mover,
  { tour, news }: { tour: TourRow; news: News },
): Promise<TellInboxes[]> {
  const subject = { kind: 'round' as const, id: tour.roundId };
  const tells = [
    await withdrawNotices(context, trx, {
      ...{ subject, kinds: ['shift.tomorrow', 'shift.proposed'], occasion: tour.id },
    }),
  ];
  for (const { movedAtMs } of await listMoved(trx, tour.id))
    tells.push(
      await withdrawNotices(context, trx, {
        ...{ subject, kinds: ['shift.moved'], occasion: `${tour.id} ${movedAtMs}` },
      }),
    );
  for (const { id, takerId } of await clearTakers(trx, tour.id))
    tells.push(
      await withdrawNotices(context, trx, { subject, kinds: ['shift.swapTaken'], occasion: id }),
      await addNotices(context, trx, [moveNotice(tour, { ...news, personId: takerId, actor })]),
    );
  for (const { personId } of await listSeated(trx, tour.id))
    tells.push(
      await withdrawNotices(context, trx, {
        ...{ subject, kinds: ['shift.team', 'shift.objected'], occasion: `${tour.id} ${personId}` },
      }),
    );
  await deleteObjections(trx, tour.id);
  const proposed = (await listProposals(trx, tour.roundId)).filter(({ tourId }) => tourId === tour.id);
  tells.push(
    await addNotices(
      context,
      trx,
      proposed.map(({ personId, byId }) => ({
        ...moveNotice(tour, { kind: 'shift.proposed', atMs: news.atMs, personId, actor }),
        ...{ occasion: tour.id, byId },
      })),
    ),
  );
  return tells;
}

/** What is told: the new time, or the day that does not take place. */
interface News {
  kind: 'shift.moved' | 'shift.dayOff';
  day?: string;
  /** Each move is an occasion of its own, by its moment. */
  atMs: number;
}

function newsOf({ before, after }: TourMove, atMs: number): News {
  const [dropped] = before.days.filter((day) => !after.days.includes(day));
  return dropped !== undefined && isWithin(after, before)
    ? { kind: 'shift.dayOff', day: dropped, atMs }
    : { kind: 'shift.moved', atMs };
}

function moveNotice(
  { id: tourId, roundId, day, startsAt, endsAt }: TourRow,
  {
    kind,
    personId,
    actor,
    ...news
  }: Omit<News, 'kind'> & {
    kind: News['kind'] | 'shift.movedAway' | 'shift.proposed';
    personId: string;
    actor: Mover;
  },
): NewNotice {
  return {
    ...{ personId, kind, subject: { kind: 'round', id: roundId }, byId: actor.id },
    occasion: `${tourId} ${news.atMs}`,
    values: { tourId, day: news.day ?? day, startsAt, endsAt },
  };
}
