import * as v from 'valibot';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { findWho, WhoForm, type FoundPeople } from '#lib/workshop/prepare/who-to-invite.ts';
import { InvitationForm } from '#lib/workshop/workshop-forms.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import { addNotices, withdrawNotices } from '#server/notify/notice-commands.ts';
import { listColleagues, listPeople } from '#server/people/commands.ts';
import { undoable } from '#server/undo/undoable.ts';
import { deleteMembers, insertMembers, listMembers } from '../member-store.ts';
import { requireFacilitated } from '../participation.ts';
import type { WorkshopContext } from '../workshop-context.ts';

const SYSTEM: Actor = { kind: 'system', name: 'workshop' };

/** Invites people one by one and whole departments [WS9]; those who were not invited before can be taken back. */
export async function invitePeople(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ invited: number; undoId: string | null }> {
  requirePermission(actor, 'workshop.manage');
  const form = parseInput(InvitationForm, input);
  const colleagues = await listColleagues(context, actor);
  const meant = colleagues.filter(
    (person) =>
      form.personIds.includes(person.id) ||
      (person.departmentId !== null && form.departmentIds.includes(person.departmentId)),
  );
  const workshop = await requireFacilitated(context.db, actor, form.workshopId);
  const ids = meant.map((person) => person.id);
  const { tell, ...outcome } = await context.database.transaction(async (trx) => {
    const added = await insertMembers(trx, workshop.id, ids, context.clock());
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'workshop.invite',
      subject: { kind: 'workshop', id: workshop.id },
      whom: ids,
      details: { people: ids.length },
    });
    const kept = { workshopId: workshop.id, personIds: added };
    const undoId = added.length > 0 ? await INVITATION_UNDO.keep(context, trx, actor, kept) : null;
    const tell = await addNotices(
      context,
      trx,
      added.map((personId) => ({
        ...{ personId, kind: 'workshop.invited' as const, occasion: 'invited' },
        ...{ subject: { kind: 'workshop' as const, id: workshop.id }, byId: byIdOf(actor), values: {} },
      })),
    );
    return { invited: added.length, undoId, tell };
  });
  tell();
  await context.control.tell(workshop.id);
  await context.rooms.recheckWorkshop(workshop.id);
  context.bus.tell({ kind: 'workshop', id: workshop.id, action: 'invite' });
  return outcome;
}

/** Uninvites those whom one press invited; who came, helps, sits somewhere or got mail since stays [WS148]. */
export const INVITATION_UNDO = undoable(
  'invitation',
  v.object({ workshopId: v.string(), personIds: v.array(v.string()) }),
  async (context: WorkshopContext, trx, actor, { workshopId, personIds }) => {
    requirePermission(actor, 'workshop.manage');
    const workshop = await requireFacilitated(trx, actor, workshopId);
    const gone = await deleteMembers(trx, workshop.id, personIds);
    const subject = { kind: 'workshop', id: workshop.id } as const;
    const tells: (() => void)[] = [];
    for (const personId of gone)
      tells.push(await withdrawNotices(context, trx, { subject, kinds: ['workshop.invited'], personId }));
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'workshop.uninvite',
      subject: { kind: 'workshop', id: workshop.id },
      whom: gone,
      details: { people: gone.length },
    });
    return {
      said: {
        key: 'prepare.invite.undone',
        values: { n: gone.length, kept: personIds.length - gone.length },
      },
      after: async () => {
        for (const tell of tells) tell();
        await context.control.tell(workshop.id);
        await context.rooms.recheckWorkshop(workshop.id);
        context.bus.tell({ kind: 'workshop', id: workshop.id, action: 'invite' });
      },
    };
  },
);

/** Whom one means by words of a name or by addresses, of everybody in the organisation [WS148] [WS149]. */
export async function findInvitable(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<FoundPeople> {
  requirePermission(actor, 'workshop.manage');
  const { workshopId, q } = parseInput(WhoForm, input);
  const workshop = await requireFacilitated(context.db, actor, workshopId);
  const invited = new Set<string>(
    (await listMembers(context.db, workshopId)).map(({ personId }) => personId),
  );
  const everybody = (await listPeople(context, SYSTEM)).filter(({ isActive }) => isActive);
  return findWho(
    everybody.map(({ id, name, email, departmentName, loginUserId }) => ({
      id,
      name,
      email,
      departmentName,
      isInvited: invited.has(id) || id === workshop.facilitatorId,
      hasAccount: loginUserId !== null,
    })),
    q,
  );
}

function byIdOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.id : null;
}
