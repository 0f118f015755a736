import type { PressedActions } from './press.ts';
import { inRoom, ofRoute, type Room } from './room.ts';

/** What whoever takes part presses on a board. */
export const TAKING_PART: PressedActions = ofRoute('/(room)/workshop/[id]/board', {
  // Who may read a workshop, and manages issues.
  send: inRoom('issue.manage', 'is in it', ({ causeId }) => ({ causeIds: [causeId] })),
  signal: inRoom('workshop.takePart', 'takes part', () => ({ kind: 'hand', isOn: 'true' })),
  dots: inRoom('workshop.takePart', 'takes part', ({ stepId, causeId }) => ({ stepId, causeId, dots: '1' }), {
    stage: 'vote',
  }),
  rating: inRoom(
    'workshop.takePart',
    'takes part',
    ({ stepId, causeId }) => ({ stepId, causeId, importance: '5', urgency: '4' }),
    { stage: 'rate' },
  ),
  evidence: inRoom('workshop.takePart', 'takes part', ({ causeId }) => ({
    causeId,
    kind: 'note',
    text: 'Seen',
  })),
  removeEvidence: inRoom('workshop.takePart', 'takes part', async (room) => {
    const { world, id: workshopId, causeId, by, maker } = room;
    await world.app.workshop.addEvidence(by, { workshopId, causeId, kind: 'note', text: 'Seen' });
    const { evidence } = await world.app.workshop.getMinutes(maker, workshopId);
    return { id: evidence[causeId]?.[0]?.id ?? '' };
  }),
  removeFile: inRoom('workshop.takePart', 'takes part', async (room) => {
    const { world, id: workshopId, causeId, by, maker } = room;
    const file = new File(['seen'], 'seen.txt');
    await world.app.workshop.attachFile(by, { workshopId, causeId, text: '', file });
    const { evidence } = await world.app.workshop.getMinutes(maker, workshopId);
    return { id: evidence[causeId]?.[0]?.id ?? '' };
  }),
  attach: inRoom('workshop.takePart', 'takes part', ({ causeId }) => ({
    causeId,
    text: '',
    file: new File(['seen'], 'seen.txt'),
  })),
  choices: inRoom('insight.view', 'takes part', () => ({}), { isReading: true }),
  footprint: inRoom('insight.view', 'takes part', async ({ world, id: workshopId, causeId, maker }) => {
    const { waveId, insightIds } = await world.published();
    const [insightId] = insightIds;
    await world.app.workshop.setHeadMetric(maker, { workshopId, insightId, version: 0 });
    return { causeId, waveId, segment: 'Channel', group: 'answer:phone', smallest: '0.2' };
  }),
  status: inRoom('workshop.takePart', 'takes part', ({ causeId }) => ({
    causeId,
    status: 'ruled-out',
    reason: 'We looked',
  })),
  own: inRoom('workshop.takePart', 'is in it', () => ({}), { isReading: true }),
  seen: inRoom('workshop.takePart', 'is in it', () => ({ text: 'Cause' }), { isReading: true }),
  agendaLine: inRoom('workshop.takePart', 'takes part', () => ({ text: 'One more point' })),
  decided: inRoom('decision.make', 'takes part', () => ({ text: 'Agreed' }), { stage: 'wrapup' }),
  entry: inRoom('workshop.takePart', 'takes part', () => ({ kind: 'parking', text: 'Later' })),
  changeEntry: inRoom('workshop.takePart', 'takes part', async (room) => ({
    entryId: await park(room),
    text: 'Sooner',
  })),
  settle: inRoom('workshop.takePart', 'takes part', async (room) => ({
    entryId: await park(room),
    isOn: 'true',
  })),
  removeEntry: inRoom('workshop.takePart', 'takes part', async (room) => ({ entryId: await park(room) })),
  takeBack: inRoom('workshop.takePart', 'takes part', async (room) => {
    const { world, id: workshopId, by } = room;
    const { undoId } = await world.app.workshop.removeEntry(by, { workshopId, entryId: await park(room) });
    return { undoId: undoId ?? '' };
  }),
  approve: inRoom('workshop.takePart', 'takes part', async (room) => {
    const entryId = await define(room);
    const { world, id: workshopId, maker } = room;
    await world.app.workshop.setDefining(maker, { workshopId, defining: 'approve' });
    return { entryId, isOn: 'true' };
  }),
  pulse: inRoom('workshop.takePart', 'takes part', async ({ world, id: workshopId, maker }) => {
    await world.app.workshop.openPulse(maker, { workshopId, question: 'How are you?' });
    return { value: '3' };
  }),
  // Who watches takes part again.
  place: inRoom('workshop.takePart', 'is in it', () => ({ wish: 'watch' })),
  handIn: inRoom('workshop.takePart', 'takes part', ({ causeId }) => ({
    changes: JSON.stringify([lateChange(causeId)]),
  })),
});

/** A change that came when its step had closed. */
export const lateChange = (causeId: string) => ({
  kind: 'change',
  causeId,
  text: 'Newer',
  was: 'Cause',
});

export function park({ world, id: workshopId, by }: Room): Promise<string> {
  return world.app.workshop.addEntry(by, { workshopId, kind: 'parking', text: 'Later' });
}

/** A proposal of what satisfaction is; when its step is over, by who steers. */
export function define({ world, id: workshopId, maker }: Room): Promise<string> {
  return world.app.workshop.addEntry(maker, { workshopId, kind: 'definition', text: 'Nobody waits' });
}
