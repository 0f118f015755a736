import type { Actor } from '#lib/people/person.ts';
import type { RoomPerson } from '#lib/workshop/room/room-own.ts';
import { requirePermission } from '../access/require-permission.ts';
import { actorKey } from '../rooms.ts';
import { listColleagues } from '../people/commands.ts';
import { listCofacilitators } from './facilitator-store.ts';
import { listGuests } from './guest-store.ts';
import { listMembers } from './member-store.ts';
import { requireSteered } from './participation.ts';
import type { WorkshopContext } from './workshop-context.ts';

const SYSTEM: Actor = { kind: 'system', name: 'workshop' };

/** Everybody of a workshop with their department, for the figures of those who steer it [WS150]. */
export async function listRoomPeople(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<RoomPerson[]> {
  requirePermission(actor, 'workshop.steer');
  const { facilitatorId } = await requireSteered(context.db, actor, workshopId);
  const { db } = context;
  const steering = new Set<string>([
    facilitatorId,
    ...(await listCofacilitators(db, workshopId)).map(({ personId }) => personId),
  ]);
  const members = (await listMembers(db, workshopId)).filter(({ personId }) => !steering.has(personId));
  const guests = (await listGuests(db, workshopId)).filter(({ isWaiting }) => !isWaiting);
  return [
    ...(await listColleagues(context, SYSTEM))
      .filter(({ id }) => steering.has(id))
      .map(({ id, name, departmentName }) => ({
        id,
        key: actorKey({ kind: 'person', id }),
        name,
        department: departmentName ?? '',
        takesPart: true,
      })),
    ...members.map(({ personId, name, departmentName, isObserver }) => ({
      id: personId,
      key: actorKey({ kind: 'person', id: personId }),
      name,
      department: departmentName ?? '',
      takesPart: !isObserver,
    })),
    ...guests.map(({ id, name, department, isObserver }) => ({
      id,
      key: actorKey({ kind: 'guest', id }),
      name,
      department,
      takesPart: !isObserver,
    })),
  ];
}
