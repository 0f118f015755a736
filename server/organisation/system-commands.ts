import { AppError } from '#lib/base/errors.ts';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { lastBackupMs } from '../backup/backup-time.ts';
import type { Context } from '../context.ts';
import { auditSettings, SUBJECT } from './settings-audit.ts';
import * as store from './store.ts';

/** What telling of the system needs besides. */
export interface SystemContext extends Context {
  /** Where the embedded database lies. */
  readonly dataDir: string;
}

/** How mail and backup stand [OR9]. */
export interface SystemState {
  mail: { from: string | null; address: string | null; testedAtMs: number | null };
  engine: 'sqlite' | 'postgres';
  /** The last backup that the product made; it makes none of PostgreSQL, which has its own tool. */
  backup: { atMs: number | null } | null;
}

export async function getSystemState(context: SystemContext, actor: Actor): Promise<SystemState> {
  requirePermission(actor, 'settings.manage');
  const { mail, database } = context;
  const { mailTestedAtMs } = await store.readSettings(context.db, context.settings.timeZone);
  return {
    mail: {
      from: mail.from ?? null,
      address: mail.linkBase ?? null,
      testedAtMs: mailTestedAtMs,
    },
    engine: database.engine,
    backup: database.engine === 'sqlite' ? { atMs: lastBackupMs(context.dataDir) } : null,
  };
}

/** Sends a letter to whoever presses and waits for the mail server; what that one refuses is said in its words [OR9]. */
export async function sendTestMail(context: Context, actor: Actor): Promise<void> {
  requirePerson(actor, 'settings.manage');
  const { mail, settings } = context;
  if (mail.from === undefined) throw new AppError('conflict', { reason: 'organisation.mail.off' });
  const texts = new Translator(actor.locale, await loadMessages(actor.locale, ['mail']));
  const organisation = settings.current.name;
  try {
    await mail.deliver({
      to: { name: actor.name, address: actor.email },
      subject: texts.t('mail.test.subject', { organisation }),
      text: texts.t('mail.test.text', { organisation, address: mail.linkBase ?? '' }),
      calendars: [],
    });
  } catch (fault) {
    context.log.error({ error: fault }, 'A test mail could not be sent');
    const said = fault instanceof Error ? fault.message : String(fault);
    throw new AppError('conflict', { reason: 'organisation.mail.failed', values: { said }, cause: fault });
  }
  await context.database.transaction(async (trx) => {
    await store.noteMailTest(trx, context.clock());
    await auditSettings(context, trx, actor, 'testMail');
  });
  await context.settings.reload(context.db);
  context.bus.tell({ kind: 'organisation', id: SUBJECT.id, action: 'change' });
}
