import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#lib/base/errors.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { SET_UP_LINK } from '../access/commands.ts';
import { requirePermission } from '../access/require-permission.ts';
import { hashToken, makeToken } from '../access/secrets.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { readSecret, writeSecret } from '../access/secret-store.ts';
import { DEMO_MARK, emptyForDemo, holdDemo } from './demo-store.ts';

/** Where the password of the demo's accounts stays between starts; readable by its owner alone. */
export const PASSWORD_FILE = 'demo-password';

/** What removing the demo needs besides. */
export interface DemoContext extends Context {
  /** Where its files lie. */
  readonly dataDir: string;
}

/** How an installation stands to the demo: it is one, it was one that was removed, or neither. */
export async function demoState(db: Queries): Promise<'here' | 'removed' | undefined> {
  const mark = await readSecret(db, DEMO_MARK);
  return mark === 'here' || mark === 'removed' ? mark : undefined;
}

/** Whether this is the demo and this reader may remove it. */
export async function mayRemoveDemo(context: DemoContext, actor: Actor): Promise<boolean> {
  if (!isPermitted(standingsOf(actor), 'settings.manage')) return false;
  return (await demoState(context.db)) === 'here';
}

/**
 * Removes the demo whole, which cannot be undone: every row, file and session goes in one transaction, and with it
 * everybody who is signed in [AC12] [AC13]. Returns the token of the set-up link of the empty installation. Refuses
 * with 'forbidden' an installation that is not the demo.
 */
export async function removeDemo(context: DemoContext, actor: Actor): Promise<string> {
  requirePermission(actor, 'settings.manage');
  const token = makeToken();
  await context.jobs.settled(); // what still works on the demo would write into the empty installation
  await context.database.transaction(async (trx) => {
    if (!(await holdDemo(trx))) throw new AppError('forbidden', { reason: 'organisation.demo.notHere' });
    await emptyForDemo(trx, context.database.engine);
    await writeSecret(trx, DEMO_MARK, 'removed');
    await writeSecret(trx, SET_UP_LINK, hashToken(token));
  });
  context.settings.forget();
  rmSync(join(context.dataDir, PASSWORD_FILE), { force: true });
  await context.rooms.recheckEverybody();
  context.log.warn({}, 'The demo was removed: this installation is empty and waits to be set up');
  return token;
}
