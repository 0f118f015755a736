import { countArrivals, countTakingPart, type Expected } from '#lib/workshop/wall/arrivals.ts';
import { wallContent, type WallContent, type WallSource } from '#lib/workshop/wall/wall-doc.ts';
import type { Queries } from '#server/database/engine.ts';
import { listCofacilitators } from '../facilitator-store.ts';
import { listGuests } from '../guest-store.ts';
import { listMembers } from '../member-store.ts';
import type { WorkshopRow } from '../store.ts';

/** What the wall of a workshop may know now [WS120]: of what the room knows, and how many came from where. */
export async function describeWall(
  db: Queries,
  workshop: WorkshopRow,
  room: WallSource,
): Promise<WallContent> {
  const people = await listExpected(db, workshop);
  return wallContent(room, {
    joinCode: workshop.joinCode,
    arrivals: countArrivals(people.filter(({ isObserver }) => !isObserver)),
    takingPart: countTakingPart(people),
  });
}

async function listExpected(db: Queries, workshop: WorkshopRow): Promise<Expected[]> {
  const members = (await listMembers(db, workshop.id)).map(
    ({ personId, departmentName, enteredAtMs, isObserver }): Expected => ({
      id: personId,
      department: departmentName,
      isHere: enteredAtMs !== null,
      isObserver,
    }),
  );
  const guests = (await listGuests(db, workshop.id))
    .filter(({ isWaiting }) => !isWaiting)
    .map(({ id, department, isObserver }): Expected => ({ id, department, isHere: true, isObserver }));
  // Whoever steers is in the room, and need not be invited.
  const invited = new Set(members.map(({ id }) => id));
  const helpers = (await listCofacilitators(db, workshop.id)).map(({ personId }) => personId);
  const others = [...new Set([workshop.facilitatorId, ...helpers])]
    .filter((id) => !invited.has(id))
    .map((id): Expected => ({ id, department: null, isHere: true, isObserver: false }));
  return [...members, ...guests, ...others];
}
