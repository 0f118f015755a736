import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { LOGO_MAX_BYTES, logoTypeOf } from '#lib/organisation/logo.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { undoable } from '../undo/undoable.ts';
import { auditSettings, SUBJECT } from './settings-audit.ts';
import * as store from './store.ts';

/** Takes a picture as the logo, by what its bytes are and not by its name [OR2]. */
export async function setLogo(context: Context, actor: Actor, file: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const refuse = (message: string): AppError =>
    new AppError('invalid', {
      issues: [{ path: 'logo', message, values: { limit: LOGO_MAX_BYTES / 1024 } }],
    });
  if (!(file instanceof File) || file.size === 0) throw refuse('organisation.logo.none');
  if (file.size > LOGO_MAX_BYTES) throw refuse('organisation.logo.tooLarge');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = logoTypeOf(bytes);
  if (!type) throw refuse('organisation.logo.wrongType');
  await context.database.transaction(async (trx) => {
    await store.putLogo(trx, { type, bytes, sha256: hashOf(bytes) });
    await auditSettings(context, trx, actor, 'logo');
  });
  await told(context);
}

/** Takes the logo away; can be taken back. */
export async function removeLogo(context: Context, actor: Actor): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'settings.manage');
  const undoId = await context.database.transaction(async (trx) => {
    const logo = await store.findLogo(trx);
    if (!logo) throw new AppError('not-found');
    await store.deleteLogo(trx);
    await auditSettings(context, trx, actor, 'removeLogo');
    return LOGO_UNDO.keep(context, trx, actor, { type: logo.type, base64: logo.bytes.toBase64() });
  });
  await told(context);
  return { undoId };
}

export const LOGO_UNDO = undoable(
  'logo',
  v.object({ type: v.string(), base64: v.string() }),
  async (context: Context, trx, actor, { type, base64 }) => {
    requirePermission(actor, 'settings.manage');
    // Somebody chose another one since: theirs stays.
    if (await store.findLogo(trx)) throw new AppError('conflict', { reason: 'organisation.logo.newer' });
    const bytes = Uint8Array.fromBase64(base64);
    await store.putLogo(trx, { type, bytes, sha256: hashOf(bytes) });
    await auditSettings(context, trx, actor, 'logo');
    return { after: () => told(context) };
  },
);

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function told(context: Context): Promise<void> {
  await context.settings.reload(context.db);
  context.bus.tell({ kind: 'organisation', id: SUBJECT.id, action: 'change' });
}
