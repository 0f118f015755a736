import { auditedChanges } from '#lib/audit/audit-change.ts';
import { recordAudit } from '../access/audit.ts';
import { addNotices } from '../notify/notice-commands.ts';
import type { DepartureRules } from '../people/departure.ts';
import { namesOf } from '../people/store.ts';
import { listOwnedBy, writeOwner } from './triage/triage-store.ts';

/** Issues that somebody answers for go to their successor, or wait for an owner [IS30]; what was rated and reported stays. */
export const ISSUE_DEPARTURE: DepartureRules = {
  columns: {
    'issue.created_by': 'kept',
    'issue.owner_id': 'handed-over',
    'issue_rating.person_id': 'kept',
    'issue_reporter.person_id': 'kept',
    'issue_unlike.said_by': 'kept',
  },
  async list(db, personId) {
    return (await listOwnedBy(db, personId)).map(({ number, title }) => ({
      kind: 'issue' as const,
      effect: 'handed-over' as const,
      title,
      href: `/issues/${number}`,
    }));
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const owned = await listOwnedBy(trx, personId);
    if (owned.length === 0) return [];
    const ids = owned.map(({ id }) => id);
    await writeOwner(trx, ids, successorId);
    const names = await namesOf(trx, [personId, ...(successorId === null ? [] : [successorId])]);
    const after = { owner: successorId === null ? null : (names.get(successorId) ?? null) };
    for (const id of ids)
      await recordAudit(trx, {
        atMs: context.clock(),
        actor,
        action: 'issue.change',
        subject: { kind: 'issue', id },
        details: { changes: auditedChanges({ owner: names.get(personId) ?? null }, after) },
      });
    const notices = ids.map((id) => ({
      personId: successorId ?? '',
      kind: 'issue.owner' as const,
      subject: { kind: 'issue' as const, id },
      ...{ occasion: `left ${personId}`, byId: null, values: {} },
    }));
    const tellInboxes = await addNotices(context, trx, successorId === null ? [] : notices);
    return [
      async () => tellInboxes(),
      async () => {
        for (const id of ids) context.bus.tell({ kind: 'issue', id, action: 'change' });
      },
    ];
  },
};
