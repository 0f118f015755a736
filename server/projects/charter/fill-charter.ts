import { EMPTY_CHARTER, type EvidenceFigure } from '#lib/projects/charter/charter.ts';
import { allCausesOf } from '#lib/issues/issue.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Insight } from '#lib/survey/insights/insight.ts';
import { listIssues } from '../../issues/list-commands.ts';
import { listInsightsBy } from '../../survey/commands.ts';
import { listTraced } from '../../workshop/commands.ts';
import type { WorkshopContext } from '../../workshop/workshop-context.ts';
import { findCharter, writeCharter } from './charter-store.ts';

/** As long as a problem may be. */
const PROBLEM_LENGTH = 4000;

/** A figure as a charter keeps it; undefined where its reader may not see it. */
export function toEvidence({
  id,
  title,
  surveyName,
  waveName,
  question,
  figure,
}: Insight): EvidenceFigure | undefined {
  if (!figure) return undefined;
  const { value, interval, n } = figure;
  return {
    ...{ insightId: id, title, survey: surveyName, wave: waveName, value, n },
    label: question.label,
    kind: question.kind,
    interval: [interval[0], interval[1]],
  };
}

/**
 * What the chain behind issues says [PR24]: the problem in the words of the issues and their causes, and the figures
 * of every insight from which they or their workshops came, as this reader may see them.
 */
export async function readChain(
  context: WorkshopContext,
  actor: Actor,
  issueIds: readonly string[],
): Promise<{ problem: string; evidence: EvidenceFigure[] }> {
  if (issueIds.length === 0) return { problem: '', evidence: [] };
  const issues = await listIssues(context, actor, { ids: issueIds });
  const workshopIds = issues.flatMap(({ origin }) => (origin.kind === 'cause' ? [origin.workshopId] : []));
  const { shown } = await listTraced(context, actor, { ids: [...new Set(workshopIds)] });
  const insightIds = [
    ...issues.flatMap(({ insightId }) => insightId ?? []),
    ...shown.flatMap((workshop) => workshop.insightIds),
  ];
  const insights = await listInsightsBy(context, actor, { ids: [...new Set(insightIds)] });
  const problem = issues
    .map(({ title, description, origin }) =>
      [
        title,
        description === title ? '' : description,
        ...allCausesOf(origin).map(({ path }) => path.join(' › ')),
      ]
        .filter((text) => text !== '')
        .join('\n'),
    )
    .join('\n\n');
  return {
    problem: problem.slice(0, PROBLEM_LENGTH),
    evidence: insights.flatMap((insight) => toEvidence(insight) ?? []),
  };
}

/** Begins the charter of a project that was just proposed with what is known already; one that is there stays. */
export async function fillCharter(
  context: WorkshopContext,
  actor: Actor,
  projectId: string,
  issueIds: readonly string[],
): Promise<void> {
  const { problem, evidence } = await readChain(context, actor, issueIds);
  if (problem === '' && evidence.length === 0) return;
  await context.database.transaction(async (trx) => {
    if (await findCharter(trx, projectId)) return;
    await writeCharter(trx, projectId, { sponsorId: null, charter: { ...EMPTY_CHARTER, problem, evidence } });
  });
}
