import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { writeSecret } from '../access/secret-store.ts';
import { takeDataLock } from '../data-lock.ts';
import { createLog } from '../log.ts';
import { buildDemo, DEMO_ACCOUNTS, demoEmail } from './build-demo.ts';
import { demoState, PASSWORD_FILE } from './demo-commands.ts';
import { DEMO_MARK } from './demo-store.ts';
import { StoryCalendar } from './story-calendar.ts';
import { DEMO_ORGANISATION } from './story.ts';

/** How one signs in to the demo. */
export interface DemoAccounts {
  emails: string[];
  password: string;
}

/**
 * Makes the demo organisation when the database is empty. Its accounts keep their password between
 * starts, so that nobody is signed out by a restart. 'removed' where somebody removed the demo: what is there now is
 * theirs [AC12]. Undefined when the database belongs to somebody else.
 */
export async function prepareDemo(
  environment: Record<string, string | undefined>,
  newPassword: string,
  say: (text: string) => void,
): Promise<DemoAccounts | 'removed' | undefined> {
  const config = readConfig(environment);
  const lock = await takeDataLock({ ...config, onlost: () => undefined });
  const log = createLog(config.logLevel);
  const calendar = new StoryCalendar(Date.now());
  const quiet = { ...config, smtpUrl: undefined };
  const app = await createApp({ config: quiet, log, clock: calendar.clock }).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  try {
    const { db } = app.database;
    const state = await demoState(db);
    if (state === 'removed') return state;
    const organisation = await app.findOrganisation();
    // One from before the mark is known by its name.
    if (organisation && !state && organisation.name !== DEMO_ORGANISATION) return undefined;
    const kept = organisation ? readPassword(config.dataDir) : undefined;
    const password = kept ?? newPassword;
    if (!organisation) {
      say('Making the demo organisation...\n');
      await buildDemo(app, calendar, password);
    } else if (kept === undefined) {
      for (const member of DEMO_ACCOUNTS) await app.resetPassword(demoEmail(member), password);
    }
    await writeSecret(db, DEMO_MARK, 'here');
    writeFileSync(join(config.dataDir, PASSWORD_FILE), `${password}\n`, { mode: 0o600 });
    return { emails: DEMO_ACCOUNTS.map(demoEmail), password };
  } finally {
    await app.close();
    await lock.release();
  }
}

function readPassword(dataDir: string): string | undefined {
  const file = join(dataDir, PASSWORD_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
