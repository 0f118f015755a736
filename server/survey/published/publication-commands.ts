import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { PublicationForm } from '#lib/survey/published/published-tables.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import type { Context } from '#server/context.ts';
import { addDecision } from './disclosure-commands.ts';
import { findDisclosure } from './disclosure-store.ts';
import * as publications from './publication-store.ts';
import { shownTables } from './shown-wave.ts';
import * as store from '../store.ts';

/**
 * Declares which segments of a wave those may see who see no rows, and computes their tables after this
 * has returned. Refuses with 'conflict' once the tables stand: see [SV82].
 */
export async function publishWave(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'survey.publish');
  const form = parseInput(PublicationForm, input);
  requireLargeGroups(context, form);
  await context.database.transaction(async (trx) => {
    const wave = await store.findWave(trx, form.waveId);
    if (!wave) throw new AppError('not-found');
    const categories = wave.columns.filter(({ role }) => role === 'category').map(({ name }) => name);
    if (form.segments.some((name) => !categories.includes(name))) {
      throw new AppError('invalid', {
        issues: [{ path: 'segments', message: 'published.publish.unknownSegment' }],
      });
    }
    const disclosure = await findDisclosure(trx, wave.id);
    // Tables of a file that readers do not see would be made of what was withheld.
    if (disclosure?.shownVersion !== wave.version && disclosure?.state !== 'pending') {
      throw new AppError('conflict', { reason: 'published.publish.withheld' });
    }
    const by = { personId: actor.id, atMs: context.clock() };
    if (!(await publications.startPublication(trx, form, by))) {
      throw new AppError('conflict', { reason: 'published.publish.stands' });
    }
    await recordAudit(trx, {
      atMs: by.atMs,
      actor,
      action: 'wave.publish',
      subject: { kind: 'wave', id: wave.id },
      details: {
        segments: form.segments,
        figureThreshold: form.figureThreshold,
        wordThreshold: form.wordThreshold,
      },
    });
  });
  addDecision(context, form.waveId);
  context.bus.tell({ kind: 'wave', id: form.waveId, action: 'publish' });
}

/** An organisation may ask for larger groups than the product does [SV80]. */
function requireLargeGroups(
  { settings }: Context,
  form: { figureThreshold: number; wordThreshold: number },
): void {
  const limit = settings.current.smallestGroup;
  const issues = (['figureThreshold', 'wordThreshold'] as const)
    .filter((path) => form[path] < limit)
    .map((path) => ({ path, message: 'form.tooSmall', values: { limit } }));
  if (issues.length > 0) throw new AppError('invalid', { issues });
}

/** The tables of a wave for whoever sees figures but no rows; undefined before an analyst published them. */
export async function findPublication(
  context: Context,
  actor: Actor,
  waveId: string,
): Promise<publications.Publication | undefined> {
  requirePermission(actor, 'survey.viewSummary');
  const publication = await publications.findPublication(context.db, waveId);
  if (!publication) return undefined;
  const wave = await store.findWave(context.db, waveId);
  const tables = shownTables(publication, wave, await findDisclosure(context.db, waveId));
  return { ...publication, tables };
}
