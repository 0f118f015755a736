import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { ContentLanguage } from '#lib/ishikawa/templates.ts';
import type { Actor } from '#lib/people/person.ts';
import { DecidedForm } from '#lib/workshop/meeting/agenda-forms.ts';
import { isSteering } from '#lib/workshop/workshop.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import type { Queries } from '#server/database/engine.ts';
import {
  addRoomDecision,
  ROOM_DECISION_VERSION,
  withdrawRoomDecision,
} from '#server/decisions/room-commands.ts';
import { maskText } from '#server/survey/commands.ts';
import { undoable } from '#server/undo/undoable.ts';
import { readTaskOwner } from '../entries/room-entries.ts';
import { requireTakingPart } from '../participation.ts';
import { findWorkshop, holdWorkshop, type WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { insertMeetingDecision, listAgendaRows } from './agenda-store.ts';

/** What a decision says of why, where the room said what and the minutes say why. */
const WHY: Readonly<Record<ContentLanguage, (title: string) => string>> = {
  en: (title) => `Agreed in the meeting “${title}”.`,
  pl: (title) => `Ustalone na spotkaniu „${title}”.`,
};

/**
 * Writes down what the room decided: a decision on this meeting, decided in the name of the one who answers for it
 * [MT20]. Those who steer name anybody of the meeting, everybody else themselves. Can be taken back.
 */
export async function recordDecided(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.takePart');
  requirePerson(actor, 'decision.make');
  const form = parseInput(DecidedForm, input);
  const id = newId<'decision'>();
  const undoId = await context.database.transaction(async (trx) => {
    await holdWorkshop(trx, form.workshopId);
    const { workshop, participation } = await requireTakingPart(trx, actor, form.workshopId);
    const steers = isSteering(participation);
    requireDeciding(workshop, steers);
    const owner = await readOwner(trx, workshop, actor, { written: form.owner, steers });
    const text = maskText(form.text);
    const item = (await listAgendaRows(trx, workshop.id)).find((row) => row.id === form.itemId);
    if (form.itemId !== '' && !item) throw new AppError('not-found');
    await addRoomDecision(context, trx, actor, {
      ...{ id, workshopId: workshop.id, text, owner, lookAgainOn: form.lookAgainOn },
      question: item?.text ?? text,
      why: WHY[workshop.language](workshop.title),
    });
    await insertMeetingDecision(trx, {
      ...{ workshopId: workshop.id, decisionId: id, itemId: item?.id ?? null },
    });
    return DECIDED_UNDO.keep(context, trx, actor, { workshopId: workshop.id, decisionId: id });
  });
  await tellDecided(context, form.workshopId);
  return { undoId };
}

/** Decisions are typed while the room is open: in its agenda and at its end by everybody, at any time by who steers. */
function requireDeciding({ stage, room }: WorkshopRow, steers: boolean): void {
  const isTime = stage === 'agenda' || stage === 'wrapup';
  if (stage === 'closed' || stage === 'prepare' || (!steers && (!isTime || room.isPaused)))
    throw new AppError('read-only', { reason: 'meeting.notNow' });
}

/** Whom a name means; who is not of the organisation decides nothing here. */
async function readOwner(
  trx: Queries,
  workshop: WorkshopRow,
  actor: Extract<Actor, { kind: 'person' }>,
  { written, steers }: { written: string; steers: boolean },
): Promise<{ id: string; name: string }> {
  const me = { id: actor.id, name: actor.name };
  if (written === '' || foldText(written) === foldText(actor.name)) return me;
  const refuse = (message: string): AppError =>
    new AppError('invalid', { issues: [{ path: 'owner', message }] });
  if (!steers) throw refuse('meeting.onlyYourself');
  const owner = await readTaskOwner(trx, workshop, me, written);
  if (owner.id === null) throw refuse('meeting.unknownOwner');
  return { id: owner.id, name: owner.name };
}

/** It stands as withdrawn, unless somebody went on with it or the meeting is over: then it is changed on its own page. */
export const DECIDED_UNDO = undoable(
  'meeting-decision',
  v.object({ workshopId: v.string(), decisionId: v.string() }),
  async (context: WorkshopContext, trx, actor, { workshopId, decisionId }) => {
    requirePerson(actor, 'decision.make');
    const workshop = await findWorkshop(trx, { id: workshopId });
    if (!workshop || workshop.stage === 'closed') throw new AppError('read-only', { reason: 'meeting.over' });
    const reason = WHY[workshop.language](workshop.title);
    await withdrawRoomDecision(context, trx, actor, {
      ...{ id: decisionId, version: ROOM_DECISION_VERSION, reason },
    });
    return { after: () => tellDecided(context, workshopId) };
  },
);

async function tellDecided(context: WorkshopContext, workshopId: string): Promise<void> {
  await context.control.tell(workshopId);
  context.bus.tell({ kind: 'decision', id: workshopId, action: 'change' });
}
