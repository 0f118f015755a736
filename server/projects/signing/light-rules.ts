import { AppError } from '#lib/base/errors.ts';
import { envelopeYear } from '#lib/projects/charter/charter.ts';
import { lightRefusal, type LightProject } from '#lib/projects/light-route.ts';
import { isProjectOver } from '#lib/projects/project.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listCharters, type CharterRow } from '../charter/charter-store.ts';
import { readProjectRules } from '../rules-store.ts';
import * as store from '../store.ts';

/** Why a project may not take the light route, as a catalogue key; undefined when it may [PR43] [PR44]. */
export async function findLightRefusal(
  context: Context,
  db: Queries,
  project: store.ProjectRow,
): Promise<string | undefined> {
  const { lightMinor } = await readProjectRules(db);
  const charters = await listCharters(db);
  const issues = await store.listIssuesOfAll(db);
  const toLight = (row: store.ProjectRow): LightProject =>
    lightOf(row, charters.get(row.id)?.charter, issues.get(row.id) ?? []);
  const others = (await store.listProjects(db)).filter(isCounted).map(toLight);
  return lightRefusal(toLight(project), others, {
    minor: lightMinor,
    currency: context.settings.current.currency,
  });
}

/** As `findLightRefusal`, and refuses. */
export async function requireLight(context: Context, trx: Queries, project: store.ProjectRow): Promise<void> {
  const refusal = await findLightRefusal(context, trx, project);
  if (refusal) throw new AppError('conflict', { reason: refusal });
}

/** A light project counts from its submission on; one that came to nothing touches nothing. */
function isCounted({ route, state }: store.ProjectRow): boolean {
  const isDraft = state === 'draft' || state === 'sent-back';
  return route === 'light' && !isDraft && (!isProjectOver(state) || state === 'done');
}

function lightOf(
  project: store.ProjectRow,
  charter: CharterRow['charter'] | undefined,
  issueIds: readonly string[],
): LightProject {
  const { id, budgetMinor, currency, startsOn } = project;
  return {
    ...{ id, budgetMinor, currency, issueIds },
    year: envelopeYear(charter ?? null, startsOn),
    segments: charter?.benefit.segments ?? [],
    applicationIds: charter?.applications.map(({ applicationId }) => applicationId) ?? [],
  };
}
