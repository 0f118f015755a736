import { redirect } from '@sveltejs/kit';
import { AppError } from '#lib/base/errors.ts';
import { isEditable } from '#lib/projects/project.ts';
import { CHARTER_SECTIONS, EMPTY_CHARTER, type CharterSection } from '#lib/projects/charter/charter.ts';
import { STAGE_TEMPLATES, stageDays } from '#lib/projects/charter/stage-templates.ts';
import { guarded, submit } from '../../../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, params, url }) =>
  guarded(async () => {
    const section = sectionOf(params.section);
    const { id, number } = await app.projects.getProjectAddress(actor, params.id);
    const { project } = await app.projects.getProject(actor, id);
    // What was submitted is what is signed: there is nothing to edit any more.
    if (!isEditable(project.state)) redirect(303, `/projects/${number}/charter`);
    const { charter, sponsorId } = await app.projects.getCharter(actor, id);
    const template = STAGE_TEMPLATES.find((one) => one === url.searchParams.get('template'));
    return {
      ...{ section, project, sponsorId },
      isNew: charter === null,
      charter: charter ?? EMPTY_CHARTER,
      choices: await app.projects.getCharterChoices(actor, id),
      colleagues: (await app.people.listColleagues(actor)).map((one) => ({ id: one.id, name: one.name })),
      template: template
        ? { name: template, days: stageDays(template, project.startsOn, project.endsOn) }
        : null,
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const { app, actor } = event.locals;
      const { id, number } = await app.projects.getProjectAddress(actor, event.params.id);
      const form = { ...input, projectId: id, version: Number(input.version) };
      const { projects } = app;
      const save: Record<CharterSection, () => Promise<void>> = {
        case: () => projects.saveCase(actor, form),
        benefit: () => projects.saveBenefit(actor, form),
        team: () => projects.saveTeam(actor, form),
        money: () => projects.saveMoney(actor, form),
        stages: () => projects.saveStages(actor, form),
        risks: () => projects.saveRisks(actor, form),
        applications: () => projects.saveApplications(actor, form),
      };
      await save[sectionOf(event.params.section)]();
      redirect(303, `/projects/${number}/charter`);
    }),
};

function sectionOf(text: string): CharterSection {
  const section = CHARTER_SECTIONS.find((one) => one === text);
  if (!section) throw new AppError('not-found');
  return section;
}
