import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { PublicationForm } from '#lib/survey/published-tables.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { readBlob } from '../database/blobs.ts';
import * as publications from './publication-store.ts';
import { runPublishJob } from './publish-job.ts';
import * as store from './store.ts';

/**
 * Declares which segments of a wave those may see who see no rows, and computes their tables after this
 * has returned. Refuses with 'conflict' once the tables stand: see [SV82].
 */
export async function publishWave(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'survey.publish');
  const form = parseInput(PublicationForm, input);
  await context.database.transaction(async (trx) => {
    const wave = await store.findWave(trx, form.waveId);
    if (!wave) throw new AppError('not-found');
    const categories = wave.columns.filter(({ role }) => role === 'category').map(({ name }) => name);
    if (form.segments.some((name) => !categories.includes(name))) {
      throw new AppError('invalid', {
        issues: [{ path: 'segments', message: 'analysis.publish.unknownSegment' }],
      });
    }
    const by = { personId: actor.id, atMs: context.clock() };
    if (!(await publications.startPublication(trx, form, by))) {
      throw new AppError('conflict', { reason: 'analysis.publish.stands' });
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
  context.jobs.add('publish', (signal) => computePublication(context, form.waveId, signal));
  context.bus.tell({ kind: 'wave', id: form.waveId, action: 'publish' });
}

/** The tables of a wave for whoever sees figures but no rows; undefined before an analyst published them. */
export async function findPublication(
  context: Context,
  actor: Actor,
  waveId: string,
): Promise<publications.Publication | undefined> {
  requirePermission(actor, 'survey.viewSummary');
  return publications.findPublication(context.db, waveId);
}

/** Takes up what a restart interrupted. */
export async function resumePublications(context: Context): Promise<void> {
  for (const waveId of await publications.listPendingPublications(context.db)) {
    context.jobs.add('publish', (signal) => computePublication(context, waveId, signal));
  }
}

async function computePublication(context: Context, waveId: string, signal: AbortSignal): Promise<void> {
  const publication = await publications.findPublication(context.db, waveId);
  const wave = await store.findWave(context.db, waveId);
  if (publication?.state !== 'pending' || !wave) return;
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readBlob(context.db, wave.blobId)) chunks.push(chunk);
    const tables = await runPublishJob(Buffer.concat(chunks), publication.declaration, signal);
    await publications.finishPublication(context.db, waveId, tables);
  } catch (error) {
    // At the end of the process it stays pending, and the next start computes it.
    if (signal.aborted) return;
    await publications.finishPublication(context.db, waveId, undefined);
    throw error;
  } finally {
    context.bus.tell({ kind: 'wave', id: waveId, action: 'published' });
  }
}
