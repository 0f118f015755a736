import { auditedChanges } from '#lib/audit/audit-change.ts';
import { recordAudit } from '../access/audit.ts';
import { addNotices } from '../notify/notice-commands.ts';
import type { DepartureRules } from '../people/departure.ts';
import { namesOf } from '../people/store.ts';
import { deleteAnswers } from './ratings/answer-store.ts';
import { withdrawRatingNotices } from './ratings/rating-notices.ts';
import { readTurnout } from './ratings/session-facts.ts';
import { deleteRater, holdSession, listOpenSessionsOf, listSessionIssues } from './ratings/session-store.ts';
import { listOwnedBy, writeOwner } from './triage/triage-store.ts';

type After = () => Promise<void>;
type Apply = DepartureRules['apply'];

/** Issues that somebody answers for go to their successor, or wait for an owner [IS30]. */
const handOverOwned: Apply = async (context, trx, actor, { personId, successorId }) => {
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
};

/** Of open sessions that they have not finished they are taken out, so that these wait for nobody. */
const leaveSessions: Apply = async (context, trx, _actor, { personId }) => {
  const after: After[] = [];
  for (const { id } of await listOpenSessionsOf(trx, personId)) {
    const session = await holdSession(trx, id);
    if (session?.state !== 'open') continue;
    const turnout = await readTurnout(trx, session, await listSessionIssues(trx, [id]));
    if (turnout.find((rater) => rater.personId === personId)?.hasFinished === true) continue;
    await deleteAnswers(trx, { sessionId: id, round: session.round }, personId);
    await deleteRater(trx, id, personId);
    const tellInboxes = await withdrawRatingNotices(context, trx, id, personId);
    after.push(async () => {
      tellInboxes();
      context.bus.tell({ kind: 'ratings', id, action: 'finish' });
    });
  }
  return after;
};

/** What was rated and reported stays. */
export const ISSUE_DEPARTURE: DepartureRules = {
  columns: {
    'issue.created_by': 'kept',
    'issue.owner_id': 'handed-over',
    'issue_measure.measured_by': 'kept',
    'issue_rating.person_id': 'kept',
    'issue_reporter.person_id': 'kept',
    'issue_unlike.said_by': 'kept',
    'rating_session.made_by': 'kept',
    'rating_session_person.person_id': 'freed',
  },
  async list(db, personId) {
    const owned = (await listOwnedBy(db, personId)).map(({ number, title }) => ({
      kind: 'issue' as const,
      effect: 'handed-over' as const,
      title,
      href: `/issues/${number}`,
    }));
    const asked = (await listOpenSessionsOf(db, personId)).map(({ id, title }) => ({
      kind: 'ratings' as const,
      effect: 'freed' as const,
      title,
      href: `/issues/ratings/${id}`,
    }));
    return [...owned, ...asked];
  },
  apply: async (context, trx, actor, person) => [
    ...(await handOverOwned(context, trx, actor, person)),
    ...(await leaveSessions(context, trx, actor, person)),
  ],
};
