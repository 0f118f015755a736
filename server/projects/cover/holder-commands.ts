import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { EMPTY_CHARTER } from '#lib/projects/charter/charter.ts';
import { HELD_STATES, mayChangeHolders, signedAmong } from '#lib/projects/cover/cover.ts';
import { HoldersForm } from '#lib/projects/cover/cover-forms.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, type NewNotice, type TellInboxes } from '../../notify/notice-commands.ts';
import { areActive, namesOf } from '../../people/store.ts';
import { requireSigners } from '../approval-commands.ts';
import { findCharter, writeCharter } from '../charter/charter-store.ts';
import { keepHands, requireProject } from '../commands.ts';
import * as decisionStore from '../decision-store.ts';
import { audit, write } from '../move-project.ts';
import type { ProjectRow } from '../store.ts';
import { listWaitedFor, tellSigners } from '../tell-signers.ts';
import { tellHolder } from './cover-commands.ts';
import { returnCover } from './cover-store.ts';

/**
 * Another owner, deputy or sponsor of what was approved, or waits for its signatures: it needs no new approval, and
 * stands in the history [PR72]. Signatures that were given stay; whoever signs is told [PR79].
 */
export async function changeHolders(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, version, reason, ...wanted } = parseInput(HoldersForm, input);
  const tells = await context.database.transaction(async (trx) => {
    const project = await requireProject(trx, actor, { id: projectId, version });
    if (!mayChangeHolders(actor.id, project)) throw new AppError('forbidden');
    if (!HELD_STATES.includes(project.state)) throw new AppError('read-only', { reason: 'cover.notHeld' });
    const charter = await findCharter(trx, projectId);
    const before = { ...project, sponsorId: charter?.sponsorId ?? null };
    const { ownerId, deputyId } = wanted;
    const sponsorId = wanted.sponsorId === undefined ? before.sponsorId : wanted.sponsorId || null;
    const isSamePair = project.ownerId === ownerId && project.deputyId === deputyId;
    if (isSamePair && before.sponsorId === sponsorId)
      throw new AppError('conflict', { reason: 'cover.sameHolders' });
    await requireActive(trx, { ownerId, deputyId, sponsorId });
    const names = await namesOf(trx, [ownerId, deputyId, ...(sponsorId ? [sponsorId] : [])]);
    const decisions = await decisionStore.listDecisionsOf(trx, project);
    const signed = project.state === 'submitted' ? signedAmong([ownerId, deputyId], decisions) : undefined;
    if (signed)
      throw new AppError('conflict', {
        reason: 'cover.hasSigned',
        values: { name: names.get(signed) ?? '' },
      });
    await write(trx, project, { ownerId, deputyId });
    await keepHands(context, trx, projectId, { ownerId, deputyId });
    if (sponsorId !== before.sponsorId)
      await writeCharter(trx, projectId, { sponsorId, charter: charter?.charter ?? EMPTY_CHARTER });
    // A cover is one of the owner who was, by the deputy who was.
    if (!isSamePair) await returnCover(trx, projectId, { note: reason, atMs: context.clock() });
    await audit(context, trx, actor, 'handOver', projectId, {
      changes: auditedChanges(
        { owner: project.ownerName, deputy: project.deputyName, sponsor: charter?.sponsorName ?? null },
        {
          ...{ owner: names.get(ownerId) ?? '', deputy: names.get(deputyId) ?? '' },
          sponsor: sponsorId ? (names.get(sponsorId) ?? '') : null,
        },
      ),
    });
    const added = [ownerId, deputyId].filter((id) => ![project.ownerId, project.deputyId].includes(id));
    const to = { projectId, byId: actor.id };
    const occasion = `${project.version + 1}`;
    return [
      ...(await Promise.all(
        added.map((personId) => tellHolder(context, trx, { ...to, personId }, 'cover.named', occasion)),
      )),
      ...(project.state === 'submitted'
        ? await tellWhoSigns(context, trx, { project, decisions, byId: actor.id })
        : []),
    ];
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'project', id: projectId, action: 'handOver' });
}

/** Refuses people who are not there any more, each at its field. */
async function requireActive(
  trx: Queries,
  chosen: { ownerId: string; deputyId: string; sponsorId: string | null },
): Promise<void> {
  const ids = Object.values(chosen).filter((id) => id !== null);
  const active = await areActive(trx, ids);
  const issues = (['ownerId', 'deputyId', 'sponsorId'] as const).flatMap((path) => {
    const id = chosen[path];
    return id !== null && !active.has(id) ? [{ path, message: 'projects.personGone' }] : [];
  });
  if (issues.length > 0) throw new AppError('invalid', { issues });
}

/**
 * The people of a project that waits changed: whoever signed or can sign hears of it, and whoever answers for it now
 * is waited for no longer. Refused where nobody is left who could sign [PR11] [PR79].
 */
async function tellWhoSigns(
  context: Context,
  trx: Queries,
  {
    project,
    decisions,
    byId,
  }: { project: ProjectRow; decisions: readonly decisionStore.DecisionRow[]; byId: string },
): Promise<TellInboxes[]> {
  await requireSigners(context, trx, project, decisions);
  const waitedFor = await listWaitedFor(context, trx, project);
  const people = new Set([...waitedFor, ...decisions.map(({ directorId }) => directorId)]);
  const notices = [...people].map((personId): NewNotice => ({
    ...{ personId, kind: 'signature.people', byId, values: {} },
    ...{ subject: { kind: 'project', id: project.id }, occasion: `${project.version + 1}` },
  }));
  return [await tellSigners(context, trx, project, byId), await addNotices(context, trx, notices)];
}
