import type { HistoryForm } from '#lib/audit/history-form.ts';

/** What stands beside a subject: where it came from and what came of it, and what was done with it. */
export async function loadBeside({ app, actor }: App.Locals, subject: HistoryForm) {
  return {
    trail: await app.trail.getTrail(actor, subject),
    history: await app.access.getHistory(actor, subject),
    nowMs: app.clock(),
  };
}
