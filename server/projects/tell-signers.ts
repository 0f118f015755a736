import { signersByPart, type SignedProject } from '#lib/projects/approve.ts';
import { lightSigners } from '#lib/projects/light-route.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import {
  addNotices,
  finishNotices,
  withdrawNotices,
  type NewNotice,
  type TellInboxes,
} from '../notify/notice-commands.ts';
import { listLightSigners } from '../people/signer-store.ts';
import * as decisionStore from './decision-store.ts';
import { listHands } from './hand-store.ts';
import { readSigningRules } from '../people/signing-rules.ts';
import type { ProjectRow } from './store.ts';

/**
 * Tells everybody who can sign now that a project waits for them [NO5]: the directors of each part that has not
 * decided, or who stands in for them; whoever could sign before and cannot any more is waited for no longer [NO4].
 * Whoever is told already of this submission is not told again.
 */
export async function tellSigners(
  context: Context,
  trx: Queries,
  project: Pick<ProjectRow, 'id' | 'submission' | 'route'>,
  byId: string | null,
): Promise<TellInboxes> {
  const signerIds = await listWaitedFor(context, trx, project);
  const tellFinished = await finishSignatures(context, trx, project.id, [...signerIds]);
  const tellAdded = await addNotices(
    context,
    trx,
    [...signerIds].map((personId): NewNotice => ({
      personId,
      kind: 'signature.waits',
      subject: { kind: 'project', id: project.id },
      occasion: String(project.submission),
      byId,
      values: {},
    })),
  );
  return () => {
    tellFinished();
    tellAdded();
  };
}

/** Whoever can sign now what they have not signed: directors by the reporting line, or who says yes to a light one. */
export async function listWaitedFor(
  context: Context,
  trx: Queries,
  project: Pick<ProjectRow, 'id' | 'submission' | 'route'>,
): Promise<Set<string>> {
  const hands = await listHands(trx, project.id);
  if (project.route === 'light')
    return new Set(lightSigners(await listLightSigners(trx), hands).map(({ id }) => id));
  const { rules } = await readSigningRules(context, trx);
  const decisions = await decisionStore.listDecisionsOf(trx, project);
  const signed: SignedProject = { hands, decisions };
  const open = signersByPart(rules, signed).filter(
    ({ part }) => !decisions.some((made) => made.part === part),
  );
  const signerIds = new Set(open.flatMap(({ able }) => able.map(({ signer }) => signer.id)));
  for (const { directorId } of decisions) signerIds.delete(directorId);
  return signerIds;
}

/** Nobody is waited for any more, but for those who still are [NO4]. */
export function finishSignatures(
  context: Context,
  trx: Queries,
  projectId: string,
  exceptIds: readonly string[] = [],
): Promise<TellInboxes> {
  const subject = { kind: 'project', id: projectId } as const;
  return finishNotices(context, trx, { subject, kinds: ['signature.waits', 'signature.due'], exceptIds });
}

/** A decision was taken back that had settled a project: what was told of it is not so any more [NO4]. */
export function withdrawOutcome(context: Context, trx: Queries, projectId: string): Promise<TellInboxes> {
  const subject = { kind: 'project', id: projectId } as const;
  const kinds = [
    'signature.waits',
    'signature.due',
    'project.decided',
    'project.sentBack',
    'project.declined',
  ] as const;
  return withdrawNotices(context, trx, { subject, kinds });
}

/** Tells owner, deputy and whoever had a hand in proposing it what became of a project [NO5]. */
export async function tellOutcome(
  context: Context,
  trx: Queries,
  project: Pick<ProjectRow, 'id' | 'submission' | 'ownerId' | 'deputyId' | 'proposedBy'>,
  kind: 'project.decided' | 'project.sentBack' | 'project.declined',
  byId: string,
): Promise<TellInboxes> {
  const people = new Set([project.ownerId, project.deputyId, project.proposedBy]);
  return addNotices(
    context,
    trx,
    [...people].flatMap((personId): NewNotice[] =>
      personId
        ? [
            {
              personId,
              kind,
              subject: { kind: 'project', id: project.id },
              occasion: String(project.submission),
              byId,
              values: {},
            },
          ]
        : [],
    ),
  );
}
