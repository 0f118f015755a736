import { dayAt } from '#lib/base/time-zone.ts';
import type { Context } from '../context.ts';
import { tellOfIssues } from './bulk-commands.ts';
import { auditTriage, triageFacts } from './triage/audit-triage.ts';
import { holdTriage, listDueBack, writeTriage } from './triage/triage-store.ts';

/** Brings back what was snoozed until today or before [IS24]; every process may run it as often as it likes. */
export async function wakeIssues(context: Context): Promise<{ woken: number }> {
  const today = dayAt(context.clock(), context.settings.timeZone);
  const due = await listDueBack(context.db, today);
  if (due.length === 0) return { woken: 0 };
  const woken = await context.database.transaction(async (trx) => {
    const held = (await holdTriage(trx, due)).filter(
      ({ triage, until }) => triage === 'snoozed' && until !== null && until <= today,
    );
    const after = { triage: 'new', reason: null, until: null } as const;
    await writeTriage(
      trx,
      held.map(({ id }) => id),
      after,
    );
    const actor = { kind: 'system', name: 'issues.wake' } as const;
    for (const issue of held)
      await auditTriage(context, trx, actor, issue.id, triageFacts(issue), triageFacts(after));
    return held;
  });
  tellOfIssues(context, woken);
  return { woken: woken.length };
}
