import { hashPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayAt } from '#lib/base/time-zone.ts';
import { openDatabase } from '#server/database/database.ts';
import { PASSWORD_FILE } from '#server/demo/demo-commands.ts';
import { prepareDemo } from '#server/demo/prepare-demo.ts';
import { templateFolder } from '../test-database.ts';

/**
 * Makes the demo organisation in an empty data folder. A run makes it once, and copies it for every file that asks:
 * the story takes seconds to be told. Around midnight it is told anew, since it ends on the day it is told.
 */
export async function copyDemo(dataDir: string, password: string): Promise<void> {
  const folder = templateFolder();
  if (!folder) return makeDemo(dataDir, password);
  const made = join(folder, `demo-${dayAt(Date.now(), 'Europe/Warsaw')}`);
  if (!existsSync(made)) {
    const draft = mkdtempSync(join(folder, 'draft-'));
    await makeDemo(draft, password);
    if (!existsSync(made)) renameSync(draft, made);
    else rmSync(draft, { recursive: true }); // the other worker was first
  }
  cpSync(made, dataDir, { recursive: true });
  await givePassword(dataDir, password);
}

async function makeDemo(dataDir: string, password: string): Promise<void> {
  await prepareDemo({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, password, () => undefined);
}

/** Every account of the copy gets this password: one hash, since the accounts of a test keep no secrets. */
async function givePassword(dataDir: string, password: string): Promise<void> {
  const { db, close } = await openDatabase({ dataDir });
  const hash = await hashPassword(password);
  await sql`update login_account set password = ${hash}`.execute(db);
  await close();
  writeFileSync(join(dataDir, PASSWORD_FILE), `${password}\n`);
}
