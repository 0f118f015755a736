import { randomBytes } from 'node:crypto';
import { newId } from '#lib/base/ids.ts';
import type { TemplateCategory } from '#lib/ishikawa/templates.ts';
import type { Actor } from '#lib/people/person.ts';
import { makeJoinCode } from '#lib/workshop/join/join-code.ts';
import type { Brief } from '#lib/workshop/prepare/brief.ts';
import { planProgramme, type StepPlan } from '#lib/workshop/programme/template-programme.ts';
import { QUIET_ROOM } from '#lib/workshop/room/room-state.ts';
import type { Seat, WorkshopId } from '#lib/workshop/workshop.ts';
import { recordAudit } from '#server/access/audit.ts';
import type { Queries } from '#server/database/engine.ts';
import { ensureBoard } from '../board.ts';
import { ensureNotes } from '../meeting/notes.ts';
import { insertMembers } from '../member-store.ts';
import { writeBrief } from '../prepare/prepare-store.ts';
import * as store from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';

/** What a new workshop begins with. */
export interface NewWorkshop {
  about: Pick<
    store.WorkshopRow,
    'title' | 'goal' | 'problem' | 'template' | 'language' | 'insightId' | 'kind' | 'about'
  >;
  /** Its place among meetings that follow one another. */
  series?: store.WorkshopRow['series'];
  programme: readonly StepPlan[];
  /** Empty: the categories of its template. */
  bones: readonly TemplateCategory[];
  /** Who sits there is invited. */
  seats?: readonly { seat: Seat; personId: string }[];
  invited?: readonly string[];
  /** The brief without its goal, which is the workshop's own. */
  brief?: Omit<Brief, 'goal'>;
  copiedFrom?: string;
  /** The id of the one that stands in its place already; nothing is made then. */
  unless?: (trx: Queries) => Promise<WorkshopId | undefined>;
  /** What else is written with it. */
  also?: (trx: Queries, id: WorkshopId, atMs: number) => Promise<void>;
}

/** Makes a workshop in preparation, led by whoever makes it, with its board and its head [WS1] [WS8]. */
export async function makeWorkshop(
  context: WorkshopContext,
  actor: Extract<Actor, { kind: 'person' }>,
  made: NewWorkshop,
): Promise<WorkshopId> {
  const id = newId<'workshop'>();
  const atMs = context.clock();
  const { seats = [], invited = [], brief, copiedFrom = null, series = null } = made;
  const workshop = {
    ...made.about,
    series,
    id,
    stage: 'prepare' as const,
    position: 'prepare' as const,
    movedAtMs: atMs,
    programme: planProgramme(made.programme, () => newId<'step'>()),
    room: QUIET_ROOM,
    joinCode: makeJoinCode(randomBytes),
    facilitatorId: actor.id,
    ownerId: actor.id,
    createdAtMs: atMs,
    copiedFrom,
  };
  const there = await context.database.transaction(async (trx) => {
    const other = await made.unless?.(trx);
    if (other !== undefined) return other;
    await store.insertWorkshop(trx, workshop);
    for (const { seat, personId } of seats) await store.replaceSeat(trx, id, seat, personId);
    const coming = new Set([...invited, ...seats.map(({ personId }) => personId)]);
    await insertMembers(trx, id, [...coming], atMs);
    if (brief) await writeBrief(trx, id, { ...brief, version: 0 }, atMs);
    await made.also?.(trx, id, atMs);
    await recordAudit(trx, {
      atMs,
      actor,
      action: copiedFrom === null ? 'workshop.create' : 'workshop.copy',
      subject: { kind: 'workshop', id },
      ...(coming.size > 0 && { whom: [...coming] }),
    });
    return undefined;
  });
  if (there !== undefined) return there;
  await ensureBoard(context.rooms, { ...workshop, facilitatorName: actor.name, version: 1 }, made.bones);
  await ensureNotes(context.rooms, id);
  await context.control.tell(id);
  context.bus.tell({ kind: 'workshop', id, action: 'create' });
  return id;
}
