import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { ExportForm, InsightChange } from '#lib/survey/insights/insight-forms.ts';
import type { Insight } from '#lib/survey/insights/insight.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission, requirePerson } from '#server/access/require-permission.ts';
import { staleError } from '#server/access/stale-error.ts';
import type { Context } from '#server/context.ts';
import { findInsight as findShownInsight, listWavesOfSurvey } from '../commands.ts';
import { findDisclosure } from '../published/disclosure-store.ts';
import { shownInsight, type ShownWave } from '../published/shown-wave.ts';
import { updateInsight } from './insight-store.ts';
import { findInsight, findWave } from '../store.ts';

/**
 * One insight with the later waves of its survey, the newest first. Whoever may not see rows gets the
 * stored figures of those waves, small groups left out; whoever may not see figures gets no waves [SV71].
 */
export async function getInsight(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ insight: Insight; laterWaves: ShownWave[] }> {
  requirePermission(actor, 'insight.view');
  const insight = await findShownInsight(context, actor, id);
  if (!insight) throw new AppError('not-found');
  const maySeeFigures = isPermitted(standingsOf(actor), 'survey.viewSummary');
  const waves = maySeeFigures ? await listWavesOfSurvey(context, actor, insight.surveyId) : [];
  const laterWaves = waves.filter((wave) => wave.fieldedOn > insight.fieldedOn);
  return { insight, laterWaves };
}

/** Changes the analyst's words, never the numbers; a stale version is refused with the newer text [SV70]. */
export async function changeInsight(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'insight.pin');
  const { insightId, version, ...change } = parseInput(InsightChange, input);
  const atMs = context.clock();
  const waveId = await context.database.transaction(async (trx) => {
    const isWritten = await updateInsight(trx, insightId, version, {
      ...change,
      changedBy: actor.id,
      changedAtMs: atMs,
    });
    if (!isWritten) {
      const stored = await findInsight(trx, insightId);
      const current = stored && shownInsight(actor, stored, await findDisclosure(trx, stored.waveId));
      if (!current) throw new AppError('not-found');
      throw await staleError(
        trx,
        actor,
        { kind: 'insight', id: insightId, actions: ['insight.change'] },
        current,
      );
    }
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'insight.change',
      subject: { kind: 'insight', id: insightId },
    });
    return (await findInsight(trx, insightId))?.waveId;
  });
  context.bus.tell({ kind: 'insight', id: insightId, action: 'change', ...(waveId && { waveId }) });
}

/** Writes into the audit log that responses are about to leave as a file; the file is made in the browser [SV73]. */
export async function recordExport(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'survey.viewRows');
  const form = parseInput(ExportForm, input);
  const wave = await findWave(context.db, form.waveId);
  if (!wave) throw new AppError('not-found');
  await context.database.transaction((trx) =>
    recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'wave.export',
      subject: { kind: 'wave', id: wave.id },
      details: { what: form.what },
    }),
  );
}
