import type { BriefProject } from '#lib/projects/brief/brief.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../../context.ts';
import { getCharter } from '../charter/charter-commands.ts';
import { getProject } from '../commands.ts';
import { findEffect } from '../effect/effect-commands.ts';
import { listFirstTerms } from '../charter/version-store.ts';

/** A project as its reader may take it along on one page [PR106]: what they do not read of it is in no brief. */
export async function getBrief(context: Context, actor: Actor, id: string): Promise<BriefProject> {
  const { project, issues, decisions, reports } = await getProject(context, actor, id);
  const { charter, sponsorName } = await getCharter(context, actor, id);
  const latest = reports[0];
  return {
    number: project.number,
    title: project.title,
    aim: project.aim,
    state: project.state,
    ownerName: project.ownerName,
    deputyName: project.deputyName,
    sponsorName,
    budgetMinor: project.budgetMinor,
    currency: project.currency,
    startsOn: project.startsOn,
    endsOn: project.endsOn,
    first: (await listFirstTerms(context.db)).get(id) ?? null,
    issues: issues.map(({ number, title }) => ({ number, title })),
    charter,
    latestReport: latest && {
      health: latest.health,
      text: latest.text,
      reportedAtMs: latest.reportedAtMs,
    },
    effect: (await findEffect(context, actor, id))?.content ?? null,
    decisions: decisions
      .filter(({ submission }) => submission === project.submission)
      .map(({ part, isApproved, directorName, decidedAtMs }) => ({
        part,
        isApproved,
        directorName,
        decidedAtMs,
      })),
  };
}
