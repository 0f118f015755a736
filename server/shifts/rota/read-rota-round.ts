import type { RotaRound } from '#lib/shifts/rota/rota.ts';
import { rotaOfRound, type AskedPerson } from '#lib/shifts/wishes/rota-of-round.ts';
import { MAX_SHARE } from '#lib/shifts/wishes/wish.ts';
import { REST_HOURS } from '#lib/shifts/rota/rest.ts';
import { tourSpanOf } from '#lib/shifts/tour.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listPeople } from '../../people/store.ts';
import { listRoundLines } from '../seats/waiting-store.ts';
import * as store from '../store.ts';
import { listTours, type TourRow } from '../tour-store.ts';
import { countServed, findDraft, listHeldElsewhere, type DraftRow } from './rota-store.ts';
import { listToursInLeave } from './wish-commands.ts';
import { type RoundRow } from '../round-store.ts';
import * as wishStore from './wish-store.ts';

/** How long a rota is reckoned at most; 300 people on 60 tours need a second. */
export const ROTA_SECONDS = 30;
const REST_MS = REST_HOURS * 3_600_000;

/** A round with everything that a rota of it knows at this moment. */
export interface ReadRota {
  round: RotaRound;
  /** The tours that have not begun. */
  tours: TourRow[];
  wishes: wishStore.WishRow[];
  /** Who has which seat on them. */
  seats: store.SignUpRow[];
  /** By id: of whoever is in it. */
  names: ReadonlyMap<string, string>;
  departments: ReadonlyMap<string, string>;
  draft: DraftRow | undefined;
}

/** Reads a round as the solver gets it [SH33]: for commands alone, since it holds what everybody answered. */
export async function readRotaRound(
  context: Pick<Context, 'clock'>,
  db: Queries,
  { id: roundId, rotaPublishedAtMs }: RoundRow,
): Promise<ReadRota> {
  const nowMs = context.clock();
  const tours = (await listTours(db, roundId)).filter(({ startsAtMs }) => startsAtMs > nowMs);
  const coming = new Set<string>(tours.map(({ id }) => id));
  const seats = (await store.listSignUps(db, roundId)).filter(({ tourId }) => coming.has(tourId));
  const wishes = await wishStore.listWishes(db, roundId);
  const draft = await findDraft(db, roundId);
  const offered = (await listRoundLines(db, roundId)).filter(
    ({ offeredUntilMs }) => offeredUntilMs !== null && offeredUntilMs > nowMs,
  );
  const willing = wishes.filter(({ answer }) => answer === 'in');
  const ids = new Set([...willing, ...seats].map(({ personId }) => personId));
  const people = (await listPeople(db)).filter(({ id, isActive }) => isActive && ids.has(id));
  const served = await countServed(db, { roundId, nowMs });
  const shares = new Map((await wishStore.listShares(db)).map((each) => [each.personId, each.percent]));
  const away = await listToursInLeave(db, roundId, [...ids]);
  const span = tourSpanOf(tours);
  const held =
    tours.length === 0
      ? []
      : await listHeldElsewhere(db, {
          ...{ roundId, nowMs, fromMs: span.startsAtMs - REST_MS, toMs: span.endsAtMs + REST_MS },
        });
  const heldBy = Map.groupBy(held, ({ personId }) => personId);
  const asked = people.map(({ id, departmentId }): AskedPerson => ({
    id,
    departmentId,
    wish: willing.find(({ personId }) => personId === id) ?? null,
    share: shares.get(id) ?? MAX_SHARE,
    served: served.get(id)?.served ?? 0,
    servedHere: served.get(id)?.here ?? 0,
    seats: seats.filter(({ personId }) => personId === id).map(({ tourId }) => tourId),
    held: heldBy.get(id) ?? [],
    away: [...(away.get(id) ?? [])],
  }));
  return {
    round: rotaOfRound({
      tours: tours.map((tour) => ({
        ...tour,
        offered: offered.filter(({ tourId }) => tourId === tour.id).length,
      })),
      people: asked,
      locks: draft?.locks ?? [],
      isPublished: rotaPublishedAtMs !== null,
      timeLimitSeconds: ROTA_SECONDS,
    }),
    ...{ tours, wishes, seats, draft },
    names: new Map(people.map(({ id, name }) => [id, name])),
    departments: new Map(
      people.flatMap(({ departmentId, departmentName }) =>
        departmentId !== null && departmentName !== null ? [[departmentId, departmentName] as const] : [],
      ),
    ),
  };
}
