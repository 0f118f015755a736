import { subjectKey, type SubjectRef } from '#lib/base/subject.ts';
import { MEETING_KINDS } from '#lib/workshop/meeting-kind.ts';
import { MEETING_SUBJECTS, readSubjectKey } from '#lib/workshop/meeting-subject.ts';
import { redirect } from '@sveltejs/kit';
import { guarded, submit } from '../../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  guarded(async () => {
    const { app, actor } = locals;
    const templates = await app.workshop.listTemplates(actor);
    const chosenTemplate = url.searchParams.get('template') ?? '';
    const asked = templates.find(({ id }) => id === chosenTemplate)?.kind ?? url.searchParams.get('kind');
    return {
      insights: await app.survey.listInsights(actor),
      templates,
      chosenTemplate,
      chosenInsight: url.searchParams.get('insight') ?? '',
      chosenKind: MEETING_KINDS.find((kind) => kind === asked) ?? ('workshop' as const),
      chosenAbout: url.searchParams.get('about') ?? '',
      subjects: await listSubjects(locals, url.searchParams.get('about') ?? ''),
    };
  });

/** What a meeting can be about: projects and rounds that go on, and whatever the link here named. */
async function listSubjects(
  { app, actor }: App.Locals,
  asked: string,
): Promise<{ key: string; kind: (typeof MEETING_SUBJECTS)[number]; title: string }[]> {
  const projects = await app.projects.listProjects(actor);
  const rounds = await app.shifts.listRounds(actor);
  const refs: SubjectRef[] = [
    ...projects.map(({ id }) => ({ kind: 'project', id }) as const),
    ...rounds.map(({ id }) => ({ kind: 'round', id }) as const),
  ];
  const named = readSubjectKey(asked);
  const found = await app.subjects.find(actor, named ? [...refs, named] : refs);
  return [...found.values()]
    .filter((subject) => !subject.isResting || subjectKey(subject) === asked)
    .flatMap((subject) => {
      const kind = MEETING_SUBJECTS.find((each) => each === subject.kind);
      return kind ? [{ key: subjectKey(subject), kind, title: subject.title }] : [];
    });
}

export const actions: Actions = {
  default: (event) =>
    submit(event, async (input) => {
      const id = await event.locals.app.workshop.createWorkshop(event.locals.actor, input);
      redirect(303, `/workshop/${id}`);
    }),
};
