import { joinAsGuest } from './world.ts';
import type { PressedActions } from './press.ts';
import { addPoint, inRoom, ofRoute, openRoom, type Room } from './room.ts';
import { define, lateChange, park } from './taking-part.ts';

/** What whoever steers presses on a board. */
export const STEERING: PressedActions = ofRoute('/(room)/workshop/[id]/board', {
  move: inRoom('workshop.steer', 'steers', ({ stepId }) => ({ from: stepId, to: 'closed' })),
  timer: inRoom('workshop.steer', 'steers', () => ({ change: 'extend', minutes: '5' })),
  hold: inRoom('workshop.steer', 'steers', () => ({ hold: 'isLocked', isOn: 'true' })),
  spotlight: inRoom('workshop.steer', 'steers', ({ causeId }) => ({ causeId })),
  openWall: { ...inRoom('workshop.steer', 'steers', () => ({})), isSecret: true },
  showOnWall: inRoom('workshop.steer', 'steers', () => ({ slide: 'join' })),
  endWalls: inRoom('workshop.steer', 'steers', () => ({})),
  paper: inRoom('workshop.steer', 'steers', paperFields, { stage: 'vote' }),
  removePaper: inRoom(
    'workshop.steer',
    'steers',
    async (room) => {
      const { world, id: workshopId, maker } = room;
      const { causeIds, dots, ...rest } = paperFields(room);
      const ballot = { ...rest, workshopId, causeIds: [...causeIds], dots: [...dots] };
      await world.app.workshop.enterProxyBallot(maker, ballot);
      const [paper] = await world.app.workshop.listProxyBallots(maker, workshopId);
      return { stepId: room.stepId, voterId: paper?.voterId ?? '' };
    },
    { stage: 'vote' },
  ),
  fillAgenda: inRoom('workshop.steer', 'steers', () => ({})),
  markItem: inRoom('workshop.steer', 'steers', async (room) => ({
    itemId: await addPoint(room),
    state: 'talked',
  })),
  keep: inRoom('workshop.steer', 'steers', async (room) => ({ entryId: await define(room), isOn: 'true' })),
  defining: inRoom('workshop.steer', 'steers', () => ({ defining: 'approve' })),
  // A point of another workshop of the same maker, which one steers as well.
  carry: inRoom('workshop.steer', 'steers', async ({ world, visitor, standpoint }) => ({
    entryId: await park(await openRoom(world, visitor, standpoint)),
  })),
  openPulse: inRoom('workshop.steer', 'steers', () => ({ question: 'How are you?' })),
  closePulse: inRoom('workshop.steer', 'steers', async ({ world, id: workshopId, maker }) => {
    await world.app.workshop.openPulse(maker, { workshopId, question: 'How are you?' });
    await world.app.workshop.answerPulse(maker, { workshopId, value: 3 });
    return {};
  }),
  icebreaker: inRoom('workshop.steer', 'steers', () => ({ question: 'Tea or coffee?' })),
  door: inRoom('workshop.steer', 'steers', () => ({ door: 'lobby' })),
  admit: inRoom('workshop.steer', 'steers', async ({ world, id: workshopId, maker }) => {
    await world.app.workshop.setDoor(maker, { workshopId, door: 'lobby' });
    await joinAsGuest(world.app, maker, workshopId, '10.2.1.1');
    return {};
  }),
  showOut: inRoom('workshop.steer', 'steers', async (room) => ({ guestId: await guestOf(room) })),
  review: inRoom('workshop.steer', 'steers', async ({ world, id: workshopId, maker, causeId }) => {
    const changes = JSON.stringify([lateChange(causeId)]);
    await world.app.workshop.handInLate(maker, { workshopId, changes });
    const { id } = await world.app.database.db
      .selectFrom('workshop_late_change')
      .select('id')
      .where('workshop_id', '=', workshopId)
      .executeTakeFirstOrThrow();
    return { itemId: id, verdict: 'accept' };
  }),
});

/** Without a number: nothing but the press itself keeps it from being counted twice. */
function paperFields({ stepId, causeId }: Room) {
  return { stepId, name: 'Ola', department: 'IT', causeIds: [causeId], dots: ['1'] };
}

/** A guest of the room, by id. */
export async function guestOf({ world, id, maker }: Room): Promise<string> {
  const address = `10.3.${Math.floor(world.count() / 200) % 200}.1`;
  const { actor } = await joinAsGuest(world.app, maker, id, address);
  return 'id' in actor ? actor.id : '';
}
