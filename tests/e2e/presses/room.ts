import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { Permission } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Stage } from '#lib/workshop/step.ts';
import { moveTo } from '../../workshop-steps.ts';
import type { Fields, Place, PressedAction, Standpoint, Visitor } from './press.ts';
import { joinAsGuest, SYSTEM, type World } from './world.ts';

/** A workshop that was made for one press, with one cause on its board. */
export interface Room {
  world: World;
  id: string;
  /** For whom it was made, and in which place they are. */
  visitor: Visitor;
  standpoint: Standpoint;
  /** Who made it; they facilitate it until somebody else does. */
  maker: Actor;
  /** Who writes what is pressed on: who is going to press, or its maker where they could not. */
  by: Actor;
  /** Where they are a guest: theirs in this workshop. */
  cookie: string | undefined;
  causeId: string;
  /** The step in which it stands. */
  stepId: string;
}

const TEMPLATE = { problem: 'Waiting', goal: 'Know why', template: '5m', language: 'en' };

export async function newWorkshop(world: World, stage?: Stage): Promise<string> {
  const { actor } = world.maker;
  const id = await world.app.workshop.createWorkshop(actor, { ...TEMPLATE, title: world.fresh() });
  if (stage) await moveTo(world.app, actor, id, stage);
  return id;
}

export async function openRoom(
  world: World,
  visitor: Visitor,
  standpoint: Standpoint,
  stage: Stage = 'whys',
): Promise<Room> {
  const maker = world.maker.actor;
  // A guest comes before the end: after it nobody joins any more.
  const isOver = stage === 'closed' && visitor.actor.kind === 'guest';
  const id = await newWorkshop(world, isOver ? 'wrapup' : stage);
  const { actor: by, cookie } = await putIn(world, id, visitor, standpoint);
  if (isOver) await moveTo(world.app, maker, id, stage);
  const causeId = await hangCause(world, id, 'id' in by ? by.id : null);
  const { workshop } = await world.app.workshop.getWorkshop(maker, id);
  return { world, id, visitor, standpoint, maker, by, cookie, causeId, stepId: workshop.position };
}

/** Brings somebody to their place in a workshop, a stranger to none; gives who can write in their stead. */
async function putIn(
  world: World,
  workshopId: string,
  visitor: Visitor,
  standpoint: Standpoint,
): Promise<{ actor: Actor; cookie: string | undefined }> {
  const { workshop, database } = world.app;
  const maker = world.maker.actor;
  const { actor } = visitor;
  if (standpoint === 'stranger' || actor.kind === 'nobody') return { actor: maker, cookie: undefined };
  if (actor.kind === 'guest') {
    const address = `10.0.${Math.floor(world.count() / 200) % 200}.1`; // a hall each, whose tries are its own
    const { actor: guest, cookie } = await joinAsGuest(world.app, maker, workshopId, address);
    return { actor: guest, cookie };
  }
  if (actor.kind !== 'person') throw new Error('Nobody else presses.');
  const person = { workshopId, personId: actor.id };
  // As after the departure of who made it.
  if (standpoint === 'made it') {
    await database.db
      .updateTable('workshop')
      .set({ owner_id: actor.id })
      .where('id', '=', workshopId)
      .execute();
    return { actor, cookie: undefined };
  }
  await workshop.invitePeople(maker, { workshopId, personIds: [actor.id] });
  if (standpoint === 'watches') {
    await workshop.changePlace(actor, { workshopId, wish: 'watch' });
    return { actor: maker, cookie: undefined };
  }
  if (standpoint === 'steers' || standpoint === 'facilitates')
    await workshop.appointCofacilitator(maker, person);
  if (standpoint === 'facilitates') await workshop.handOver(maker, person);
  return { actor, cookie: undefined };
}

async function hangCause(world: World, workshopId: string, authorId: string | null): Promise<string> {
  let causeId = '';
  await world.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
    const board = openFishbone(doc);
    const [bone] = readFishbone(board).fishbone.bones;
    if (!bone) throw new Error('no bone');
    causeId = addCause(createEditor(board, 'press'), { parent: bone.id, after: 'end' }, 'Cause', authorId);
  });
  return causeId;
}

/** Invites somebody new into a workshop, whoever facilitates it by now; gives their id. */
export async function inviteSomebody({ world, id }: Room): Promise<string> {
  const personId = await world.newPerson();
  await world.app.workshop.invitePeople(SYSTEM, { workshopId: id, personIds: [personId] });
  return personId;
}

/** A point on the agenda of a meeting; gives its id. */
export async function addPoint({ world, id, maker }: Room): Promise<string> {
  await world.app.workshop.addAgendaLine(maker, { workshopId: id, text: 'A point' });
  const { items } = await world.app.workshop.getAgenda(maker, id);
  return items.at(-1)?.id ?? '';
}

/** Somebody new who helps to steer. */
export async function appointSomebody(room: Room): Promise<string> {
  const personId = await inviteSomebody(room);
  await room.world.app.workshop.appointCofacilitator(SYSTEM, { workshopId: room.id, personId });
  return personId;
}

interface RoomOptions {
  stage?: Stage;
  isReading?: true;
  /** Does what follows the answer, in the room. */
  settled?: (room: Room) => Promise<void>;
}

/** An action of one workshop: what it needs, whose it is, and what is filled in. */
export function inRoom(
  needs: Permission,
  place: Place,
  fill: (room: Room) => Fields | Promise<Fields>,
  { stage, isReading, settled }: RoomOptions = {},
): PressedAction {
  return {
    needs,
    place,
    ...(isReading && { isReading }),
    async make(world, visitor, standpoint) {
      const room = await openRoom(world, visitor, standpoint, stage);
      const fields = await fill(room);
      return {
        ids: { id: room.id },
        fields,
        ...(room.cookie !== undefined && { cookie: room.cookie }),
        ...(settled && { settled: () => settled(room) }),
      };
    },
  };
}

/** Under the names of their actions in one route. */
export function ofRoute(
  route: string,
  actions: Readonly<Record<string, PressedAction>>,
): Record<string, PressedAction> {
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [`${route}?/${name}`, action]));
}
