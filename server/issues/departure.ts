import type { DepartureRules } from '../people/departure.ts';
import { deleteAnswers } from './ratings/answer-store.ts';
import { withdrawRatingNotices } from './ratings/rating-notices.ts';
import { readTurnout } from './ratings/session-facts.ts';
import { deleteRater, holdSession, listOpenSessionsOf, listSessionIssues } from './ratings/session-store.ts';

/** What somebody rated stays; of open sessions that they have not finished they are taken out, so that these wait for nobody. */
export const ISSUE_DEPARTURE: DepartureRules = {
  columns: {
    'issue.created_by': 'kept',
    'issue_rating.person_id': 'kept',
    'rating_session.made_by': 'kept',
    'rating_session_person.person_id': 'freed',
  },
  async list(db, personId) {
    return (await listOpenSessionsOf(db, personId)).map(({ id, title }) => ({
      kind: 'ratings' as const,
      effect: 'freed' as const,
      title,
      href: `/issues/ratings/${id}`,
    }));
  },
  async apply(context, trx, _actor, { personId }) {
    const after: (() => Promise<void>)[] = [];
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
  },
};
