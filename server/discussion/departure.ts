import { subjectKey } from '#lib/base/subject.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import type { DepartureRules } from '../people/departure.ts';
import { addMessageNotices } from './discussion-notices.ts';
import { handOverQuestions, listWaitingQuestions } from './message-store.ts';
import { auditDiscussion, tellDiscussion } from './require-message.ts';
import { deleteWatchesOf } from './watch-store.ts';

/** What somebody said stays theirs; questions that wait for them go to their successor [DI14]. */
export const DISCUSSION_DEPARTURE: DepartureRules = {
  columns: {
    'message.by_id': 'kept',
    'message.removed_by': 'kept',
    'message.asked_id': 'handed-over',
    'watch.person_id': 'ended',
  },
  async list(db, personId) {
    return (await listWaitingQuestions(db, { askedId: personId })).map(({ byName }) => ({
      kind: 'question' as const,
      effect: 'handed-over' as const,
      title: byName,
      href: null,
    }));
  },
  async apply(context, trx, actor, { personId, successorId }) {
    const after: TellInboxes[] = [];
    const waiting = await listWaitingQuestions(trx, { askedId: personId });
    await handOverQuestions(trx, personId, successorId);
    await deleteWatchesOf(trx, personId);
    const subjects = new Map(waiting.map(({ subject }) => [subjectKey(subject), subject]));
    for (const subject of subjects.values())
      await auditDiscussion(context, trx, actor, subject, 'handOver', [personId]);
    if (successorId !== null)
      for (const { id, subject, byId } of waiting) {
        const news = { kind: 'discussion.asked', messageId: id, byId, to: [successorId] } as const;
        await addMessageNotices(context, trx, subject, news, after);
      }
    const changed = [...subjects.values()].map((subject) => async () => tellDiscussion(context, subject));
    return [...changed, ...after.map((tellInboxes) => async () => tellInboxes())];
  },
};
