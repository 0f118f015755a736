import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { SeenForm, type SeenBefore, type SeenWorkshop } from '#lib/workshop/seen/seen-before.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { WorkshopContext } from './workshop-context.ts';
import { boardName } from './board.ts';
import { readCauses } from './board-causes.ts';
import { requireReadable } from './participation.ts';
import { gatherKnownCauses } from './known-causes.ts';

/** A board of more causes than this is looked through as far as this. */
export const MOST_ASKED = 300;
/** More are no reading for anybody. */
export const MOST_TOLD = 40;

/**
 * Where causes that mean about the same as a text stood in other workshops that this person may read
 * [WS85]. A guest belongs to one workshop and learns of no other [WS86].
 */
export async function findSeenBefore(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<SeenWorkshop[]> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(SeenForm, input);
  await requireReadable(context.db, actor, form.workshopId);
  if (actor.kind !== 'person' || form.text.trim() === '') return [];
  return (await gatherKnownCauses(context, actor.id, form.workshopId))(form.text);
}

/** The causes of a workshop that stood in other workshops as well, in reading order, for its minutes. */
export async function listSeenBefore(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<SeenBefore[]> {
  requirePermission(actor, 'workshop.takePart');
  const { access } = await requireReadable(context.db, actor, workshopId);
  if (actor.kind !== 'person' || access === 'none') return [];
  const causes = await context.rooms.read(boardName(workshopId), readCauses);
  const ask = await gatherKnownCauses(context, actor.id, workshopId);
  return causes
    .slice(0, MOST_ASKED)
    .map(({ id, text }) => ({ causeId: id, text, workshops: ask(text) }))
    .filter(({ workshops }) => workshops.length > 0)
    .slice(0, MOST_TOLD);
}
