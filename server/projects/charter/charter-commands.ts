// Above 300 lines: the sections of one document, a few lines each.
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import {
  ApplicationsForm,
  BenefitForm,
  CaseForm,
  MoneyForm,
  readChecks,
  readLines,
  readNeeds,
  readSegments,
  readStages,
  RisksForm,
  StagesForm,
  TeamForm,
} from '#lib/projects/charter/charter-forms.ts';
import {
  charterGaps,
  EMPTY_CHARTER,
  keepFirstDays,
  sumOfLines,
  touchApplications,
  type Charter,
  type CharterGap,
  type EvidenceFigure,
  type TouchedSegment,
} from '#lib/projects/charter/charter.ts';
import { isEditable } from '#lib/projects/project.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listCompetences, listCompetenceViews, type CompetenceRow } from '../../people/competence-store.ts';
import { areActive } from '../../people/store.ts';
import { listInsightsBy, listShownSegments } from '../../survey/commands.ts';
import type { WorkshopContext } from '../../workshop/workshop-context.ts';
import { insertHands } from '../hand-store.ts';
import { audit, write } from '../move-project.ts';
import { readSight } from '../readers.ts';
import { insertStageMove } from '../running/stage-store.ts';
import * as store from '../store.ts';
import { findApproved } from './version-store.ts';
import { listApplications, type ApplicationRow } from './application-store.ts';
import { findCharter, writeCharter, type CharterRow } from './charter-store.ts';
import { readChain, toEvidence } from './fill-charter.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** Somebody who reaches this level can do it alone. */
const CAN_DO = 2;

/** The charter of a project as its reader sees it. */
export interface SeenCharter {
  /** Null where nothing is written, or nothing of it may be read: outside it is read once it is approved. */
  charter: Charter | null;
  sponsorId: string | null;
  sponsorName: string | null;
  gaps: readonly CharterGap[];
  /** How many active people can do what is needed, by competence; null for those who may not know [CX10]. */
  had: Readonly<Record<string, number>> | null;
  /** Whether this reader may write it now. */
  mayWrite: boolean;
  isInside: boolean;
}

export async function getCharter(context: Context, actor: Actor, projectId: string): Promise<SeenCharter> {
  requirePermission(actor, 'project.view');
  const project = await store.findProject(context.db, projectId);
  const sight = await readSight(context.db, actor);
  if (!project || !sight.isSeen(project)) throw new AppError('not-found');
  if (!sight.isInside(project)) {
    const approved = (await findApproved(context.db, projectId))?.content.charter ?? null;
    const charter = approved && { ...approved, lines: [] };
    return {
      ...{ charter, sponsorId: null, sponsorName: null, gaps: [], had: null },
      ...{ mayWrite: false, isInside: false },
    };
  }
  const row = await findCharter(context.db, projectId);
  return {
    charter: row?.charter ?? null,
    sponsorId: row?.sponsorId ?? null,
    sponsorName: row?.sponsorName ?? null,
    gaps: charterGaps(row?.charter ?? EMPTY_CHARTER, row?.sponsorId ?? null),
    had: await countHad(context, actor, row?.charter.needs ?? []),
    mayWrite: isEditable(project.state) && writes(actor, project),
    isInside: true,
  };
}

async function countHad(
  { db }: Context,
  actor: Actor,
  needs: Charter['needs'],
): Promise<Record<string, number> | null> {
  if (actor.kind !== 'system' && !isPermitted(standingsOf(actor), 'team.viewGaps')) return null;
  const ids = new Set(needs.map(({ competenceId }) => competenceId));
  if (ids.size === 0) return {};
  const views = await listCompetenceViews(db);
  const active = views.size > 0 ? await areActive(db, [...views.keys()]) : new Set<string>();
  const counts = Object.fromEntries([...ids].map((id) => [id, 0]));
  for (const [personId, own] of views) {
    if (!active.has(personId)) continue;
    for (const [competenceId, view] of own)
      if (ids.has(competenceId) && Math.max(view.own ?? 0, view.manager ?? 0) >= CAN_DO)
        counts[competenceId] = (counts[competenceId] ?? 0) + 1;
  }
  return counts;
}

/** What can be chosen where a charter is written. */
export interface CharterChoices {
  /** From the chain of its issues. */
  chain: { problem: string; evidence: EvidenceFigure[] };
  competences: CompetenceRow[];
  applications: ApplicationRow[];
  /** Segments that the waves behind its evidence are published by. */
  segments: TouchedSegment[];
}

export async function getCharterChoices(
  context: WorkshopContext,
  actor: Actor,
  projectId: string,
): Promise<CharterChoices> {
  requirePerson(actor, 'project.report');
  const project = await requireWritable(context.db, actor, projectId);
  const issues = await store.listIssuesOfProject(context.db, project.id);
  const chain = await readChain(
    context,
    actor,
    issues.map(({ id }) => id),
  );
  const charter = (await findCharter(context.db, projectId))?.charter;
  const known = [...chain.evidence, ...(charter?.evidence ?? [])];
  return {
    chain: { ...chain, evidence: [...new Map(known.map((figure) => [figure.insightId, figure])).values()] },
    competences: await listCompetences(context.db),
    applications: (await listApplications(context.db)).filter(
      ({ id, isUsed }) =>
        isUsed || charter?.applications.some(({ applicationId }) => applicationId === id) === true,
    ),
    segments: await offerSegments(
      context,
      actor,
      known.map(({ insightId }) => insightId),
    ),
  };
}

/** The answers by which the waves behind these insights are published, for those who may read them. */
async function offerSegments(
  context: Context,
  actor: Actor,
  insightIds: readonly string[],
): Promise<TouchedSegment[]> {
  if (actor.kind === 'person' && !isPermitted(standingsOf(actor), 'survey.viewSummary')) return [];
  const insights = await listInsightsBy(context, actor, { ids: [...new Set(insightIds)] });
  const waveIds = [...new Set(insights.map(({ waveId }) => waveId))];
  const shown = await listShownSegments(context, actor, waveIds);
  const all = [...shown.values()]
    .flat()
    .flatMap(({ column, groups }) =>
      groups.flatMap((group): TouchedSegment[] =>
        group.kind === 'answer' ? [{ column, value: group.name }] : [],
      ),
    );
  return [...new Map(all.map((segment) => [`${segment.column}\n${segment.value}`, segment])).values()];
}

/** Problem and evidence: figures that stand there stay as they were taken, new ones come as they are now [PR24]. */
export async function saveCase(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { problem, insightIds, ...picked } = parseInput(CaseForm, input);
  const figures = await readFigures(context, actor, insightIds);
  await saveSection(context, actor, picked, ({ charter }) => {
    const known = new Map(charter.evidence.map((figure) => [figure.insightId, figure]));
    return {
      problem,
      evidence: insightIds.flatMap((id) => known.get(id) ?? figures.get(id) ?? []),
    };
  });
}

/** What is expected of it, against what it is measured, and whom it will touch [PR25]. */
export async function saveBenefit(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const form = parseInput(BenefitForm, input);
  const { kind, text, baselineId, target, wave, projectId, version } = form;
  const segments = readSegments(form);
  const figures = await readFigures(context, actor, baselineId === '' ? [] : [baselineId]);
  await saveSection(context, actor, { projectId, version }, ({ charter }) => {
    const stays = charter.benefit.baseline?.insightId === baselineId ? charter.benefit.baseline : null;
    const known = charter.evidence.find(({ insightId }) => insightId === baselineId);
    const baseline = stays ?? known ?? figures.get(baselineId) ?? null;
    return { benefit: { kind, text, baseline, target, wave, segments } };
  });
}

/** The figures of insights that this person may see. */
async function readFigures(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EvidenceFigure>> {
  const insights = ids.length > 0 ? await listInsightsBy(context, actor, { ids }) : [];
  return new Map(
    insights.flatMap((insight) => {
      const figure = toEvidence(insight);
      return figure ? [[figure.insightId, figure] as const] : [];
    }),
  );
}

/** Sponsor, competences that are needed, tools and methods. */
export async function saveTeam(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { sponsorId, competenceIds, needed, tools, methods, ...picked } = parseInput(TeamForm, input);
  const needs = readNeeds({ competenceIds, needed });
  await saveSection(context, actor, picked, async ({ trx }) => {
    if (sponsorId !== '' && !(await areActive(trx, [sponsorId])).has(sponsorId))
      throw new AppError('invalid', { issues: [{ path: 'sponsorId', message: 'projects.personGone' }] });
    const names = new Map<string, string>((await listCompetences(trx)).map(({ id, name }) => [id, name]));
    const gone = needs.findIndex(({ competenceId }) => !names.has(competenceId));
    if (gone >= 0)
      throw new AppError('invalid', {
        issues: [{ path: 'competenceIds', message: 'charter.row.empty', values: { row: gone + 1 } }],
      });
    return {
      sponsorId: sponsorId || null,
      needs: needs.map((need) => ({ ...need, name: names.get(need.competenceId) ?? '' })),
      tools,
      methods,
    };
  });
}

/** Budget lines, whose sum is the budget [PR24], and whose year pays. */
export async function saveMoney(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { year, lineNames, lineAmounts, ...picked } = parseInput(MoneyForm, input);
  const lines = readLines({ lineNames, lineAmounts });
  await saveSection(context, actor, picked, () => ({ lines, year }));
}

/** Stages with method, acceptance criteria and days [PR27]. */
export async function saveStages(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, version, ...fields } = parseInput(StagesForm, input);
  const stages = readStages(fields, () => newId<'stage'>());
  await saveSection(context, actor, { projectId, version }, async ({ trx, charter, project }) => {
    const isFree = project.stageBefore === null;
    if (!isFree) await keepMoves(context, trx, actor, { projectId, before: charter.stages, after: stages });
    return { stages: keepFirstDays(charter.stages, stages, isFree) };
  });
}

/** After an approval a day that is written anew is a move, as one that was moved while the project ran [PR53]. */
async function keepMoves(
  context: Context,
  trx: Queries,
  { id: byId }: PersonActor,
  { projectId, before, after }: { projectId: string; before: Charter['stages']; after: Charter['stages'] },
): Promise<void> {
  for (const { id: stageId, currentOn: fromOn } of before) {
    const toOn = after.find(({ id }) => id === stageId)?.currentOn ?? fromOn;
    if (toOn === fromOn) continue;
    const move = { id: newId<'move'>(), projectId, stageId, fromOn, toOn, why: '' };
    await insertStageMove(trx, { ...move, byId, atMs: context.clock() });
  }
}

export async function saveRisks(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { risks, ...picked } = parseInput(RisksForm, input);
  await saveSection(context, actor, picked, () => ({ risks }));
}

/** The applications that it touches, each with its change checklist [PR28]. */
export async function saveApplications(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, version, ...fields } = parseInput(ApplicationsForm, input);
  const answers = readChecks(fields);
  await saveSection(context, actor, { projectId, version }, async ({ trx, charter }) => {
    const all = await listApplications(trx);
    const chosen = fields.applicationIds.flatMap((id) => all.find((one) => one.id === id) ?? []);
    const touched = touchApplications(charter.applications, chosen);
    return {
      applications: touched.map((application) => ({
        ...application,
        checks: application.checks.map((check) => {
          const answer = answers.find(
            ({ applicationId, text }) => applicationId === application.applicationId && text === check.text,
          );
          return answer ? { text: check.text, state: answer.state } : check;
        }),
      })),
    };
  });
}

interface Before {
  trx: Queries;
  project: store.ProjectRow;
  charter: Charter;
}

/** What a section writes: fields of the charter, and the sponsor beside it. */
type SectionChange = Partial<Charter> & { sponsorId?: string | null };

/**
 * Writes one section on top of exactly the version that was read: only in a draft or after it was sent back [PR6].
 * Whoever writes any of it has a hand in the project and does not sign it [PR4].
 */
async function saveSection(
  context: Context,
  actor: PersonActor,
  { projectId, version }: { projectId: string; version: number },
  change: (before: Before) => SectionChange | Promise<SectionChange>,
): Promise<void> {
  await context.database.transaction(async (trx) => {
    const project = await requireWritable(trx, actor, projectId);
    if (project.version !== version) {
      const actions = ['project.change', 'project.writeCharter', 'project.handOver'] as const;
      throw await staleError(trx, actor, { kind: 'project', id: projectId, actions }, project);
    }
    const row = (await findCharter(trx, projectId)) ?? NOTHING_WRITTEN;
    const { sponsorId = row.sponsorId, ...fields } = await change({ trx, project, charter: row.charter });
    const charter = { ...row.charter, ...fields };
    await writeCharter(trx, projectId, { sponsorId, charter });
    const sum = sumOfLines(charter.lines);
    const budgetMinor = sum ?? project.budgetMinor;
    await write(trx, project, { budgetMinor });
    await insertHands(trx, projectId, [{ personId: actor.id, did: 'edited' }], context.clock());
    await audit(context, trx, actor, 'writeCharter', projectId, {
      changes: auditedChanges(
        { budget: `${project.budgetMinor} ${project.currency}` },
        { budget: `${budgetMinor} ${project.currency}` },
      ),
    });
  });
  context.bus.tell({ kind: 'project', id: projectId, action: 'change' });
}

const NOTHING_WRITTEN: Pick<CharterRow, 'sponsorId' | 'charter'> = {
  sponsorId: null,
  charter: EMPTY_CHARTER,
};

/** Owner, deputy and proposer write the charter: each of them has a hand in the project anyway. */
function writes(actor: Actor, { ownerId, deputyId, proposedBy }: store.ProjectRow): boolean {
  if (actor.kind !== 'person') return false;
  return [ownerId, deputyId, proposedBy].includes(actor.id);
}

/** A project whose charter this person may write now. */
async function requireWritable(
  db: Queries,
  actor: PersonActor,
  projectId: string,
): Promise<store.ProjectRow> {
  const project = await store.findProject(db, projectId);
  if (!project || !(await readSight(db, actor)).isSeen(project)) throw new AppError('not-found');
  if (!writes(actor, project)) throw new AppError('forbidden');
  if (!isEditable(project.state)) throw new AppError('read-only', { reason: 'projects.notEditable' });
  return project;
}
