import { noticeRule } from '#lib/notify/notice-kinds.ts';
import type { DemoScene } from './demo-scene.ts';

/** Who sorts their inbox in the story, and how old a notice is by then. */
const SORTERS = ['lead', 'marketing', 'service', 'analyst', 'mentor', 'employee'] as const;
const OLD_MS = 22 * 24 * 60 * 60_000;

/** Everybody with an account is done with what is older than three weeks and waits for nobody; the lead puts one off. */
export function sortInboxes({ app, calendar, cast }: DemoScene): void {
  calendar.on(0, '06:30', async () => {
    for (const key of SORTERS) {
      const person = cast(key);
      const { notices } = await app.notify.getInbox(person, 'waiting');
      const noticeIds = notices
        .filter(({ kind, atMs }) => !noticeRule(kind).isUrgent && atMs < app.clock() - OLD_MS)
        .map(({ id }) => id);
      if (noticeIds.length > 0) await app.notify.closeNotices(person, { noticeIds });
    }
    const [newest] = (await app.notify.getInbox(cast('lead'), 'done')).notices;
    if (newest) await app.notify.snoozeNotices(cast('lead'), { noticeIds: [newest.id], until: 'week' });
  });
}
