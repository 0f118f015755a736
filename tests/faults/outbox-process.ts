import type { Context } from '#server/context.ts';
import { openDatabase } from '#server/database/database.ts';
import { createMail } from '#server/notify/mail.ts';
import { sendOutbox } from '#server/notify/send-outbox.ts';
import { LiveSettings } from '#server/organisation/live-settings.ts';
import { SUBJECT_SOURCES } from '#server/subjects/subject-sources.ts';
import { Subjects } from '#server/subjects/subjects.ts';

/**
 * A process that sends the outbox once, to be killed: `node outbox-process.ts DATA_DIR DATABASE_URL SMTP_URL NOW_MS
 * STEP LETTER_ID`. It ends itself by SIGKILL when that letter reaches that step; without a step it ends with 0.
 */
const [dataDir = '', databaseUrl = '', smtpUrl = '', now = '', step, letterId] = process.argv.slice(2);
const database = await openDatabase({ dataDir, databaseUrl: databaseUrl || undefined });
const settings = new LiveSettings('Europe/Warsaw');
await settings.reload(database.db);
const log = { info: () => undefined, warn: () => undefined, error: (facts: object) => console.error(facts) };
const mail = createMail({
  smtpUrl,
  mailFrom: 'cx@example.org',
  publicUrl: 'http://cx.example.org',
  settings,
  log,
});
// All that sending asks for; the rest of a context belongs to rooms and pages.
const context = {
  ...{ database, db: database.db, clock: () => Number(now), settings, log, mail },
  subjects: new Subjects(
    (kind, actor, ids) => SUBJECT_SOURCES[kind](context, actor, ids),
    async () => null,
  ),
} as unknown as Context;

await sendOutbox(context, async (reached, id) => {
  if (reached === step && id === letterId) process.kill(process.pid, 'SIGKILL');
});
await mail.close();
await database.close();
