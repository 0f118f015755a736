import type { QuotedEvidence } from '#lib/discussion/message.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../../context.ts';
import { listInsightsBy } from '../commands.ts';

/** Pinned figures as they are quoted, for whoever may read insights: with no figure where it is withheld from them. */
export async function listQuotedInsights(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<QuotedEvidence[]> {
  if (ids.length === 0 || !isPermitted(standingsOf(actor), 'insight.view')) return [];
  return (await listInsightsBy(context, actor, { ids })).map(
    ({ id, title, question, figure, surveyName, waveName }) => ({
      kind: 'insight',
      id,
      title,
      text: `${surveyName}, ${waveName}`,
      href: `/survey/insights/${id}`,
      figure,
      figureKind: question.kind === 'phrase' ? 'share' : question.kind,
    }),
  );
}
