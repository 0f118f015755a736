// Above 300 lines: a row or more for each table that grows.
import type { MeasuredContent } from '#lib/issues/measured/measured-importance.ts';
import type { EffectContent } from '#lib/projects/effect/project-effect.ts';
import type { Insertable } from 'kysely';
import type { FootprintEvidence } from '#lib/workshop/evidence/footprint-form.ts';
import type { App } from '#server/app.ts';
import type { Queries } from '#server/database/engine.ts';
import type { Tables } from '#server/database/tables.ts';
import type { PersonActor } from './test-app.ts';

/** Whom and what the rows of `growLists` belong to. */
export interface Grown {
  me: PersonActor;
  workshopId: string;
  waveId: string;
  insightId: string;
  issueId: string;
  projectId: string;
  roundId: string;
  decisionId: string;
  pulseId: string;
  ratingsId: string;
  areaId: string;
  seriesId: string;
  goalId: string;
  standardId: string;
  articleId: string;
}

/**
 * Adds the rows from `from` to `to` to every table that a list is made of: each has so many things, and the
 * one thing of `of` has so many parts. They are written as the commands would leave them.
 */
export async function growLists(app: App, of: Grown, from: number, to: number): Promise<void> {
  await app.database.transaction(async (trx) => {
    for (let i = from; i < to; i++) {
      await growPeople(trx, i);
      await growLeaves(trx, of, i);
      await growSurvey(trx, of, i);
      await growWorkshops(trx, of, i);
      await growIssuesAndProjects(trx, of, i);
      await growShifts(trx, of, i);
      if (i > 0) await growTourDay(trx, of, i);
      if (i > 0) await growQuestions(trx, of, i);
      await growDue(trx, of, i);
      await growDecisions(trx, of, i);
      await growPulses(trx, of, i);
      await growRatings(trx, of, i);
      await growAreas(trx, of, i);
      await growStandards(trx, of, i);
      await growArticles(trx, of, i);
      await growProgramme(trx, of, i);
      await growDiscussion(trx, of, i);
    }
    // What was made of the workshop before, and kept, is made anew.
    await trx
      .updateTable('workshop')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', of.workshopId)
      .execute();
  });
}

async function add<Table extends keyof Tables>(
  trx: Queries,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<void> {
  await trx.insertInto(table).values(row).execute();
}

/** A copy of the row with this key, changed. */
async function copy<Table extends 'wave' | 'insight' | 'workshop' | 'issue' | 'project' | 'shift_round'>(
  trx: Queries,
  table: Table,
  id: string,
  change: Partial<Insertable<Tables[Table]>>,
): Promise<void> {
  const row = await trx
    .selectFrom(table as 'wave') // any of them has an id; the row goes back to where it came from
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto(table as 'wave')
    .values({ ...row, ...(change as object) })
    .execute();
}

async function growPeople(trx: Queries, i: number): Promise<void> {
  await add(trx, 'department', { id: `department-${i}`, name: `Department ${i}`, part: null, version: 1 });
  await add(trx, 'person', {
    id: `person-${i}`,
    login_user_id: null,
    name: `Person ${i}`,
    email: `person-${i}@example.org`,
    department_id: `department-${i}`,
    locale: 'en',
    theme: 'system',
    active: 1,
    signs_from_ms: null,
    created_at_ms: i,
    version: 1,
  });
  await add(trx, 'invitation', {
    id: `invitation-${i}`,
    person_id: `person-${i}`,
    token_hash: `invitation-${i}`,
    created_by: 'system',
    created_by_name: '',
    created_at_ms: i,
    expires_at_ms: i,
    used_at_ms: null,
  });
  await add(trx, 'competence', { id: `competence-${i}`, name: `Competence ${i}`, version: 1 });
  await add(trx, 'person_competence', {
    person_id: `person-${i}`,
    competence_id: `competence-${i}`,
    own_level: 1,
    manager_level: null,
    manager_name: null,
  });
  await add(trx, 'team_member', { person_id: `person-${i}`, since_ms: i });
  await add(trx, 'application', {
    ...{ id: `application-${i}`, name: `Application ${i}`, checklist: '[]', in_use: 1, version: 1 },
  });
  await add(trx, 'application_person', {
    ...{ application_id: `application-${i}`, person_id: `person-${i}` },
  });
  await add(trx, 'team_need', { competence_id: `competence-${i}`, wanted: 2, position: i, version: 1 });
  await add(trx, 'team_requirement', {
    id: `requirement-${i}`,
    name: `Requirement ${i}`,
    position: i,
    version: 1,
  });
  await add(trx, 'person_role', {
    person_id: `person-${i}`,
    role: 'lead',
    granted_at_ms: i,
    granted_by_name: 'Lena',
  });
}

async function growLeaves(trx: Queries, { me }: Grown, i: number): Promise<void> {
  const day = (offset: number): string =>
    Temporal.PlainDate.from('2026-11-01').add({ days: offset }).toString();
  for (const [person, from] of [
    [me.id, 2 * i],
    [`person-${i}`, i],
  ] as const)
    await add(trx, 'leave', {
      id: `leave-${person}-${i}`,
      person_id: person,
      kind: 'holiday',
      starts_on: day(from),
      ends_on: day(from + 1),
      source_key: null,
      version: 1,
    });
  await add(trx, 'person_role', {
    person_id: `person-${i}`,
    role: 'director',
    granted_at_ms: i,
    granted_by_name: 'Lena',
  });
  await add(trx, 'substitute', {
    id: `substitute-${i}`,
    person_id: me.id,
    substitute_id: `person-${i}`,
    starts_on: day(2 * i),
    ends_on: day(2 * i + 1),
    version: 1,
    leave_id: `leave-${me.id}-${i}`,
  });
}

async function growSurvey(trx: Queries, { me, waveId, insightId }: Grown, i: number): Promise<void> {
  const id = `wave-${i}`;
  const { survey_id, blob_id } = await trx
    .selectFrom('wave')
    .select(['survey_id', 'blob_id'])
    .where('id', '=', waveId)
    .executeTakeFirstOrThrow();
  await copy(trx, 'wave', waveId, { id, name: `Wave ${i}`, fielded_on: `2027-01-${pad(i)}` });
  await add(trx, 'publication', {
    wave_id: id,
    declaration: JSON.stringify({ waveId: id, segments: [], figureThreshold: 5, wordThreshold: 10 }),
    state: 'pending',
    tables: null,
    created_by: me.id,
    created_at_ms: i,
  });
  const rows = JSON.stringify({ read: 1, imported: 1, rejected: 0, excluded: 0 });
  await add(trx, 'disclosure', {
    wave_id: id,
    key: 'key',
    state: 'shown',
    shown_version: 1,
    figures: '[]',
    rows,
    refusal: null,
    revision: 1,
  });
  await add(trx, 'wave_version', {
    wave_id: waveId,
    version: 100 + i,
    file_name: 'a.csv',
    blob_id,
    rows,
    columns: '[]',
    figures: '[]',
    replaced_by: me.id,
    replaced_at_ms: i,
  });
  await add(trx, 'column_link', { wave_id: id, column_name: 'a', question: 'b' });
  await copy(trx, 'insight', insightId, { id: `insight-${i}`, created_at_ms: i });
  await add(trx, 'comment_tag', {
    id: `tag-${i}`,
    survey_id,
    name: `Tag ${i}`,
    phrases: '[]',
    created_by: me.id,
    created_at_ms: i,
    version: 1,
  });
  await add(trx, 'comment_tag_mark', {
    tag_id: `tag-${i}`,
    blob_id,
    column_name: 'a',
    row_index: i,
    is_on: 1,
    marked_by: me.id,
    marked_at_ms: i,
  });
}

async function growWorkshops(trx: Queries, { me, workshopId }: Grown, i: number): Promise<void> {
  const id = `workshop-${i}`;
  await copy(trx, 'workshop', workshopId, { id, stage: 'whys', join_code: `code-${i}`, created_at_ms: i });
  await add(trx, 'workshop_seal', {
    workshop_id: id,
    number: 1,
    step_id: 'step',
    content: JSON.stringify({
      step: { id: 'step', kind: 'whys', title: 'Whys', minutes: 5, spentMs: 0 },
      board: '',
    }),
    hash: 'hash',
    sealed_at_ms: i,
  });
  for (const workshop of [id, workshopId]) {
    await add(trx, 'workshop_member', {
      workshop_id: workshop,
      person_id: `person-${i}`,
      invited_at_ms: i,
      entered_at_ms: i,
    });
    await add(trx, 'workshop_facilitator', {
      workshop_id: workshop,
      person_id: `person-${i}`,
      added_at_ms: i,
    });
    await add(trx, 'workshop_entry', {
      id: `parking-${workshop}-${i}`,
      workshop_id: workshop,
      kind: 'parking',
      text: 'Later',
      cause_id: null,
      by_id: me.id,
      by_name: me.name,
      settled_at_ms: null,
      carried_from: null,
      at_ms: i,
    });
    await add(trx, 'meeting_item', {
      ...{ id: `item-${workshop}-${i}`, workshop_id: workshop, position: i, section: 'added' },
      ...{ source_kind: null, source_id: null, text: 'Point', owner: '', due_on: null },
      ...{ state: 'open', put_off_in: '', at_ms: i },
    });
    await add(trx, 'cause_check', {
      workshop_id: workshop,
      cause_id: `cause-${i}`,
      status: 'verified',
      reason: '',
      by_id: me.id,
      by_name: me.name,
      at_ms: i,
    });
  }
  await add(trx, 'cause_evidence', {
    id: `evidence-${i}`,
    workshop_id: workshopId,
    cause_id: `cause-${i}`,
    content: JSON.stringify(testOn(`wave-${i}`)),
    by_id: me.id,
    by_name: me.name,
    at_ms: i,
  });
  await add(trx, 'guest', {
    id: `guest-${i}`,
    workshop_id: workshopId,
    name: `Guest ${i}`,
    department: '',
    locale: 'en',
    token_hash: `hash-${i}`,
    joined_at_ms: i,
    admitted_at_ms: i % 2 === 0 ? i : null,
    is_observer: 0,
    removed_at_ms: null,
  });
  await add(trx, 'workshop_session', {
    id: `session-${i}`,
    workshop_id: workshopId,
    starts_on: `2099-01-${pad(i)}`,
    starts_at: '09:00',
    minutes: 60,
    time_zone: 'UTC',
    place: '',
    steps: '[]',
    is_cancelled: 0,
    changed_at_ms: i,
    version: 1,
  });
  await add(trx, 'workshop_insight', {
    id: `packed-${i}`,
    workshop_id: workshopId,
    insight_id: `insight-${i}`,
    position: i,
    content: JSON.stringify(PACKED),
    added_at_ms: i,
  });
}

const PACKED = {
  insightId: 'insight',
  title: 'NPS',
  surveyName: 'Customers',
  waveName: 'Autumn',
  fieldedOn: '2026-11-02',
  value: 12,
  interval: [8, 17],
  n: 40,
};

/** A test of a cause on an answer of a wave. */
function testOn(waveId: string): FootprintEvidence {
  return {
    kind: 'footprint',
    verdict: 'supports',
    reason: null,
    metric: 'NPS',
    measure: 'nps',
    claim: {
      waveName: 'Autumn',
      group: {
        segment: 'Channel',
        group: { kind: 'answer', name: 'phone' },
        place: { waveId, column: 'Channel' },
      },
      against: null,
    },
    inside: { value: 1, n: 20 },
    outside: { value: 9, n: 20 },
    difference: -8,
    interval: [-12, -4],
    smallest: 5,
  };
}

/** What goes with a driver of a wave. */
function measuredOn(waveId: string): MeasuredContent {
  return {
    ...{ kind: 'nps', target: 'NPS', scale: null, driver: 'Waiting', from: 3, base: 10, slope: 4 },
    level: { kind: 'value', value: 4, name: '' },
    ...{ change: 4, interval: [2, 6], n: 100, rSquared: 0.2, held: [] },
    ...{ survey: 'Customers', wave: 'Autumn', waveId, waveVersion: 1, seed: 1, samples: 200 },
  };
}

/** What a project did between two waves. */
function effectOn(waveId: string): EffectContent {
  const wave = (fieldedOn: string) => ({ id: waveId, version: 1, name: 'Autumn', fieldedOn });
  return {
    ...{ survey: 'Customers', kind: 'nps', label: 'NPS', by: '', touched: ['Everybody'], untouched: [] },
    ...{ before: wave('2026-01-05'), after: wave('2026-10-05') },
    ...{ value: 4, interval: [2, 6], standardError: 1, detectable: 3, basis: 'respondents' },
    sides: {
      touched: { before: 10, after: 14, change: 4, interval: [2, 6], beforeN: 90, afterN: 90, segments: 1 },
      untouched: null,
    },
    ...{ whole: null, series: [], alongside: 'unknown', promised: null, verdict: 'improved', caveats: [] },
    ...{ seed: 1, samples: 200 },
  };
}

async function growIssuesAndProjects(trx: Queries, of: Grown, i: number): Promise<void> {
  const { me, issueId, projectId } = of;
  await copy(trx, 'issue', issueId, {
    id: `issue-${i}`,
    number: 100 + i,
    origin_key: null,
    insight_id: of.insightId,
  });
  await copy(trx, 'project', projectId, {
    id: `project-${i}`,
    number: 100 + i,
    issue_id: issueId,
    state: 'done',
  });
  const measured = { group_ids: '[]', measured_by: me.id, measured_by_name: 'Me', measured_at_ms: i };
  await add(trx, 'issue_measure', {
    ...{ id: `measure-${i}`, issue_id: `issue-${i}`, wave_id: of.waveId, ...measured },
    content: JSON.stringify(measuredOn(of.waveId)),
  });
  await add(trx, 'project_effect', {
    ...{ id: `effect-${i}`, project_id: `project-${i}`, verdict: 'improved', ...measured },
    content: JSON.stringify(effectOn(of.waveId)),
  });
  for (const issue of [`issue-${i}`, issueId])
    await add(trx, 'issue_rating', {
      ...{ session_id: 'standing', round: 1 },
      issue_id: issue,
      person_id: `person-${i}`,
      importance: 3,
      urgency: 3,
      rated_at_ms: i,
    });
  for (const project of [`project-${i}`, projectId]) {
    await add(trx, 'project_report', {
      id: `report-${project}-${i}`,
      project_id: project,
      health: 'on-track',
      text: 'Well',
      author_id: me.id,
      reported_at_ms: i,
    });
    await add(trx, 'project_stage_ask', {
      ...{ id: `ask-${project}-${i}`, project_id: project, stage_id: 'stage', acceptor_id: me.id },
      ...{ door_id: null, asked_by: me.id, asked_at_ms: i, state: 'refused', settled_at_ms: i },
    });
    await add(trx, 'project_recovery', {
      ...{ id: `recovery-${project}-${i}`, project_id: project, message: 'Late', detected_at_ms: i },
      ...{ opened_by: me.id, opened_at_ms: i, sent_at_ms: i, closed_at_ms: i },
    });
    await add(trx, 'project_recovery_status', {
      ...{ id: `status-${project}-${i}`, recovery_id: `recovery-${project}-${i}`, text: 'Better' },
      ...{ by_id: me.id, at_ms: i },
    });
    if (project !== projectId)
      await add(trx, 'project_closing', {
        ...{ project_id: project, note: 'Done', lessons: '["Ask first"]', by_id: me.id, at_ms: i },
      });
    await add(trx, 'project_cover', {
      ...{ id: `cover-${project}-${i}`, project_id: project, for_id: me.id, by_id: `person-${i}` },
      ...{ reason: 'Ill', taken_at_ms: i, returned_at_ms: i },
    });
    await add(trx, 'project_handover', {
      ...{ id: `handover-${project}-${i}`, project_id: project, from_id: me.id },
      ...{ starts_on: `20${pad(10 + (i % 89))}-01-01`, ends_on: '2199-02-01', opened_at_ms: i },
    });
    await add(trx, 'project_cost', {
      ...{ id: `cost-${project}-${i}`, project_id: project, line: '', minor: 100, text: 'Taxi' },
      ...{ spent_on: '2026-11-03', by_id: me.id, at_ms: i },
    });
    await add(trx, 'project_forecast', {
      ...{ id: `forecast-${project}-${i}`, project_id: project, minor: 100, text: 'Less' },
      ...{ by_id: me.id, at_ms: i },
    });
    await add(trx, 'project_stage_move', {
      ...{ id: `move-${project}-${i}`, project_id: project, stage_id: 'stage', why: 'Late' },
      ...{ from_on: '2026-11-03', to_on: '2026-11-04', by_id: me.id, at_ms: i },
    });
    await add(trx, 'project_hand', {
      project_id: project,
      person_id: `person-${i}`,
      did: 'edited',
      at_ms: i,
    });
    await add(trx, 'project_decision', {
      project_id: project,
      submission: i,
      part: 'marketing',
      director_id: `person-${i}`,
      signed_as: 'director',
      in_name_of_id: null,
      is_approved: 1,
      reason: '',
      decided_at_ms: i,
      content_hash: null,
      department_name: null,
      role_since_ms: null,
      role_granted_by_name: null,
    });
  }
}

/** What is promised, asked and told about one issue and about another one. */
async function growDue(trx: Queries, { me, issueId }: Grown, i: number): Promise<void> {
  for (const issue of [`issue-${i}`, issueId]) {
    const id = issue === issueId ? `commitment-${i}` : `commitment-of-${issue}`;
    await add(trx, 'commitment', {
      ...{ id, subject_kind: 'issue', subject_id: issue, cause_id: null, cause_text: '' },
      ...{ text: 'Call', risk: '', side: 'ours', owner_id: me.id, owner_name: '', owner_address: '' },
      ...{ due_on: `2026-11-${pad(1 + (i % 28))}`, first_due_on: '2026-11-01', state: 'open', reason: '' },
      ...{ settled_at_ms: null, made_by: `person-${i}`, made_by_name: 'Person', made_at_ms: i },
      ...{ asked_for: null, asked_at_ms: null, told_late_for: null },
    });
    await add(trx, 'commitment', {
      ...{ id: `${id}-waited`, subject_kind: 'issue', subject_id: issue, cause_id: null, cause_text: '' },
      ...{ text: 'Ask', risk: '', side: 'ours', owner_id: `person-${i}`, owner_name: '', owner_address: '' },
      ...{ due_on: '2026-11-01', first_due_on: '2026-11-01', state: 'open', reason: '', settled_at_ms: null },
      ...{ made_by: me.id, made_by_name: me.name, made_at_ms: i },
      ...{ asked_for: null, asked_at_ms: null, told_late_for: null },
    });
    const rhythm = `rhythm-${issue}-${i}`;
    await add(trx, 'rhythm', {
      ...{ id: rhythm, subject_kind: 'issue', subject_id: issue, purpose: 'status', question: '' },
      ...{ asked_id: me.id, unit: 'week', every: 1, starts_on: '2026-10-05', next_turn: '2026-11-02' },
      ...{ deputy_after: 2, lead_after: 4, made_by: me.id, made_by_name: me.name, made_at_ms: i },
      ...{ ended_at_ms: null },
    });
    await add(trx, 'rhythm_ask', {
      ...{ id: `ask-${rhythm}`, rhythm_id: rhythm, due_on: '2026-10-26', asked_id: me.id, state: 'open' },
      ...{
        told: 'none',
        text: '',
        nothing_new: 0,
        answered_by: null,
        answered_by_name: '',
        answered_on: null,
      },
    });
    await add(trx, 'notice', {
      ...{ id: `notice-${issue}-${i}`, person_id: me.id, kind: 'commitment.answered', subject_kind: 'issue' },
      ...{ subject_id: issue, occasion: `${i}`, by_id: `person-${i}`, facts: '{}', at_ms: i },
      ...{ done_at_ms: null, snoozed_until_ms: null, letter_id: null },
    });
  }
}

/** Pulses that ask one now, and closed asks of the one pulse. */
async function growPulses(trx: Queries, { me, pulseId }: Grown, i: number): Promise<void> {
  const row = await trx
    .selectFrom('team_pulse')
    .selectAll()
    .where('id', '=', pulseId)
    .executeTakeFirstOrThrow();
  const id = `pulse-${i}`;
  await add(trx, 'team_pulse', { ...row, id });
  await add(trx, 'team_pulse_person', { pulse_id: id, person_id: me.id });
  await add(trx, 'team_pulse_person', { pulse_id: pulseId, person_id: `person-${i}` });
  const days = { opened_on: '2026-11-02', ends_on: '2085-11-06' };
  const open = { state: 'open', asked: 1, answered: null, counts: null, comments: null };
  await add(trx, 'team_pulse_ask', { ...{ id: `pulse-ask-${i}`, pulse_id: id }, ...days, ...open });
  await add(trx, 'team_pulse_turnout', { ask_id: `pulse-ask-${i}`, person_id: me.id, has_answered: 0 });
  await add(trx, 'team_pulse_ask', {
    ...{ id: `pulse-closed-${i}`, pulse_id: pulseId, opened_on: `closed-${i}`, ends_on: '2026-11-06' },
    ...{ state: 'closed', asked: 5, answered: 5, counts: '[[0,0,0,5,0]]', comments: null },
  });
}

/** Sessions that ask one about issues, and raters, issues and ratings of the one session. */
async function growRatings(trx: Queries, { me, issueId, ratingsId }: Grown, i: number): Promise<void> {
  const row = await trx
    .selectFrom('rating_session')
    .selectAll()
    .where('id', '=', ratingsId)
    .executeTakeFirstOrThrow();
  const id = `ratings-${i}`;
  await add(trx, 'rating_session', { ...row, id, state: 'open' });
  await add(trx, 'rating_session_person', { session_id: id, person_id: me.id });
  await add(trx, 'rating_session_issue', { session_id: id, issue_id: issueId, place: 0 });
  await add(trx, 'rating_session_person', { session_id: ratingsId, person_id: `person-${i}` });
  await add(trx, 'rating_session_issue', {
    ...{ session_id: ratingsId, issue_id: `issue-${i}`, place: 1 + i },
  });
  for (const issue of [`issue-${i}`, issueId])
    await add(trx, 'issue_rating', {
      ...{ session_id: ratingsId, round: 1, issue_id: issue, person_id: `person-${i}` },
      ...{ importance: 3, urgency: 3, rated_at_ms: i },
    });
  await add(trx, 'issue_band_change', {
    ...{ id: `band-${i}`, issue_id: issueId, at_ms: i, from_band: 0, to_band: 1, why: 'threshold' },
    ...{ reason: '', by_name: 'Lena', is_from_secret: 0, is_to_secret: 0 },
  });
}

/** Areas, what is measured of each, and values and issues of the one series. */
async function growAreas(
  trx: Queries,
  { me, areaId, seriesId, issueId, projectId, insightId, goalId }: Grown,
  i: number,
): Promise<void> {
  const made = { made_by: me.id, made_at_ms: i };
  await add(trx, 'area', { id: `area-${i}`, name: `Area ${i}`, note: '', owner_id: me.id, ...made });
  const series = { unit: '%', direction: 'up', target: 80, note: '', is_ended: 0, ...made };
  await add(trx, 'series', { id: `series-${i}`, area_id: areaId, name: `Series ${i}`, ...series });
  await add(trx, 'series', { id: `whole-${i}`, area_id: null, name: `Whole ${i}`, ...series });
  const point = { value: i, note: '', file: null, entered_by: me.id, entered_at_ms: i };
  const day = new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
  for (const id of [seriesId, `series-${i}`])
    await add(trx, 'series_point', { series_id: id, on_day: day, ...point });
  for (const [series_id, issue_id] of [
    [seriesId, `issue-${i}`],
    [`series-${i}`, issueId],
  ] as const)
    await add(trx, 'series_issue', { series_id, issue_id, linked_by: me.id, linked_at_ms: i });
  const goal = { note: '', direction: 'up', start: 1, target: 5, target_words: '', state: 'open', ...made };
  for (const [id, measure, of] of [
    [`goal-${i}`, 'series', { insight_id: null, series_id: `series-${i}` }],
    [`aim-${i}`, 'insight', { insight_id: insightId, series_id: null }],
  ] as const)
    await add(trx, 'goal', {
      ...{ id, title: `Goal ${i}`, measure, ...of, due_on: '2027-01-01', owner_id: me.id, ...goal },
    });
  const linked = { linked_by: me.id, linked_at_ms: i };
  for (const [goal_id, issue_id, project_id] of [
    [goalId, `issue-${i}`, `project-${i}`],
    [`goal-${i}`, issueId, projectId],
  ] as const) {
    await add(trx, 'goal_issue', { goal_id, issue_id, ...linked });
    await add(trx, 'goal_project', { goal_id, project_id, ...linked });
  }
}

/** Articles, wordings of the one article, and links to documents. */
async function growArticles(trx: Queries, { me, articleId }: Grown, i: number): Promise<void> {
  const words = { title: `Article ${i}`, text: 'No tone' };
  await add(trx, 'article', {
    ...{ id: `article-${i}`, ...words, scopes: '["chat"]', owner_id: me.id },
    ...{ review_on: '2027-01-01', changed_at_ms: i },
  });
  await add(trx, 'article_wording', {
    ...{ article_id: articleId, number: i + 2, ...words, written_by: me.id, written_at_ms: i },
  });
  await add(trx, 'linked_document', {
    ...{ id: `document-${i}`, title: `Document ${i}`, url: 'https://docs.example/', scopes: '["chat"]' },
    ...{ added_by: me.id, added_at_ms: i },
  });
}

/** Versions of the programme that were in force, each with a sponsor, and confirmations of the one person. */
async function growProgramme(trx: Queries, { me, decisionId }: Grown, i: number): Promise<void> {
  const id = `programme-${i}`;
  await add(trx, 'shift_programme', {
    ...{ id, number: 1000 + i, title: `Programme ${i}`, aim: 'To know', rules: 'Be there' },
    ...{ authorisation: 'You may', decision_id: decisionId, rules_since: 1, authorisation_since: 1 },
    ...{ made_by: me.id, changed_at_ms: i, put_by: me.id, in_force_at_ms: i, superseded_at_ms: i },
  });
  await add(trx, 'shift_programme_sponsor', { programme_id: id, person_id: me.id });
  await add(trx, 'shift_confirmation', {
    ...{ id: `confirmation-${i}`, person_id: me.id, part: 'rules', programme_id: id },
    ...{ confirmed_at_ms: i, withdrawn_at_ms: null, withdrawn_by: null },
  });
}

/** Standards in force with a version that is asked, versions of the one standard, and assessments of where we stand. */
async function growStandards(trx: Queries, { me, standardId, decisionId }: Grown, i: number): Promise<void> {
  await add(trx, 'standard', {
    ...{ id: `standard-${i}`, title: `Standard ${i}`, owner_id: me.id, review_on: '2027-01-01' },
    ...{ told_review_for: '2027-01-01', made_by: me.id, made_at_ms: i },
  });
  const words = { title: `Standard ${i}`, text: 'We answer.', note: '', written_by: me.id, asked_by: me.id };
  for (const [id, standard_id, number, state] of [
    [`standard-version-${i}`, `standard-${i}`, 1, 'approved'],
    [`standard-next-${i}`, `standard-${i}`, 2, 'asked'],
    [`standard-old-${i}`, standardId, i + 2, 'approved'],
  ] as const) {
    await add(trx, 'standard_version', {
      ...{ id, standard_id, number, state, submission: 1, asked_at_ms: i, approved_at_ms: i, ...words },
    });
    await add(trx, 'standard_hand', { version_id: id, person_id: me.id });
    await add(trx, 'standard_decision', {
      ...{ id: `said-${id}`, version_id: id, submission: 1, part: 'marketing', signed_as: 'director' },
      ...{ in_name_of_id: null, director_id: `person-${i}`, is_approved: 1, comment: '', decided_at_ms: i },
    });
  }
  const decision = await trx
    .selectFrom('decision')
    .selectAll()
    .where('id', '=', decisionId)
    .executeTakeFirstOrThrow();
  const id = `standing-${i}`;
  const decided = { state: 'decided', outcome: 'Far', why: 'Seen', decided_at_ms: i, decided_by: me.id };
  await add(trx, 'decision', {
    ...{ ...decision, id, number: 90_000 + i, subject_kind: null, subject_id: null, ...decided },
  });
  await add(trx, 'maturity_assessment', { decision_id: id, as_of: '2026-11-01', option_ids: '[]' });
}

/** Decisions on the issue, each waiting for one's vote, decision and reading, and one poll with its votes. */
async function growDecisions(trx: Queries, { me, issueId, decisionId }: Grown, i: number): Promise<void> {
  const row = await trx
    .selectFrom('decision')
    .selectAll()
    .where('id', '=', decisionId)
    .executeTakeFirstOrThrow();
  const poll = {
    proposal: 'North',
    named: 1,
    quorum: 1,
    ends_on: '2099-01-01',
    voted: 1,
    votes_for: 1,
    votes_neutral: 0,
    votes_against: 0,
    opened_by: me.id,
    opened_by_name: 'Lena',
    opened_at_ms: i,
  };
  for (const [at, state] of (['open', 'poll', 'decided', 'superseded'] as const).entries()) {
    const id = `decision-${state}-${i}`;
    const place = { subject_kind: 'issue', subject_id: issueId, look_again_on: '2020-01-01' };
    const newer = state === 'superseded' ? decisionId : null;
    await add(trx, 'decision', { ...row, ...place, id, number: 1000 + 4 * i + at, state, newer_id: newer });
    for (const part of ['decides', 'knows'])
      await add(trx, 'decision_person', {
        decision_id: id,
        person_id: me.id,
        part,
        read_at_ms: null,
        told_on: null,
      });
    if (state !== 'poll') continue;
    await add(trx, 'poll', { ...poll, id: `poll-of-${i}`, decision_id: id, state: 'open' });
    await add(trx, 'poll_asked', { poll_id: `poll-of-${i}`, person_id: me.id });
  }
  await add(trx, 'decision_person', {
    decision_id: decisionId,
    person_id: `person-${i}`,
    part: 'knows',
    read_at_ms: i,
    told_on: null,
  });
  await add(trx, 'poll', { ...poll, id: `poll-${i}`, decision_id: decisionId, state: 'closed' });
  await add(trx, 'poll_asked', { poll_id: `poll-${i}`, person_id: `person-${i}`, has_voted: 1 });
  await add(trx, 'poll_vote', {
    id: `vote-${i}`,
    poll_id: `poll-${i}`,
    person_id: `person-${i}`,
    choice: 'against',
    comment: 'Dear',
    answer: '',
    answered_by_name: '',
    answered_at_ms: null,
  });
}

/** Messages that call, quote, ask, were changed and bring files: each to and from the same person. */
async function growDiscussion(trx: Queries, { me, issueId, insightId }: Grown, i: number): Promise<void> {
  const id = `message-${i}`;
  const subject = { subject_kind: 'issue', subject_id: issueId };
  await add(trx, 'message', {
    ...{ id, ...subject, text: `@[${me.id}]`, by_id: me.id, at_ms: i, edited_at_ms: i },
    ...{
      removed_at_ms: null,
      removed_by: null,
      question_state: 'waiting',
      asked_id: me.id,
      answers_id: null,
    },
    ...(i % 2 === 0
      ? { quote_kind: 'message', quote_id: 'message-0' }
      : { quote_kind: 'insight', quote_id: insightId }),
  });
  await add(trx, 'message_edit', { id: `edit-${i}`, message_id: id, text: 'Before', until_ms: i });
  const blob = { owner_id: null, byte_size: 1, sha256: 'x', created_at_ms: i, is_complete: 1 };
  await add(trx, 'blob', { id: `blob-${id}`, ...blob });
  await add(trx, 'message_file', {
    ...{ id: `file-${i}`, message_id: id, ...subject, blob_id: `blob-${id}` },
    ...{ name: 'a.txt', type: 'text/plain', byte_size: 1 },
  });
  await add(trx, 'watch', { person_id: `person-${i}`, ...subject, is_on: 1, at_ms: i });
}

/** A draft of a round, with everybody of it on one of its tours and held fast there. */
async function growDraft(trx: Queries, round: string, shift: string, person: string): Promise<void> {
  const known = await trx.selectFrom('shift_rota').select('version').where('round_id', '=', round).execute();
  const result = { status: 'optimal', openStage: null, gap: 0, conflicts: [], seats: [] };
  if (known.length === 0)
    await add(trx, 'shift_rota', { round_id: round, result: JSON.stringify(result), version: 1 });
  const pair = { round_id: round, shift_id: shift, person_id: person };
  await add(trx, 'shift_rota_pair', pair);
  await add(trx, 'shift_rota_lock', { ...pair, kind: 'keep' });
}

/** One more person on one tour, with everything that is said and ticked there. */
async function growTourDay(trx: Queries, { me, roundId }: Grown, i: number): Promise<void> {
  const story_id = `story-${roundId}-1`;
  await add(trx, 'shift_story_entry', {
    ...{ story_id, entry_id: `diary-${roundId}-${i}`, person_id: me.id, day: '2026-11-01', text: 'Long' },
  });
  await add(trx, 'shift_story_person', {
    ...{ story_id, person_id: `person-${i}`, reason: 'named', answer: 'yes', answered_at_ms: i },
  });
  const seat = { shift_id: `shift-${roundId}-1`, person_id: `person-${i}` };
  await add(trx, 'shift_signup', { ...seat, scopes: '["chat"]', signed_up_at_ms: i });
  await add(trx, 'shift_presence', { ...seat, day: `2099-02-${pad(1)}`, is_there: 0, said_at_ms: i });
  const item = { part: 'start', text: 'Log in' };
  await add(trx, 'shift_checklist_item', { id: `item-${i}`, scope: null, number: i, ...item });
  await add(trx, 'shift_tick', {
    ...{ ...seat, ...item, item_id: `item-${i}` },
    ...{ by_id: seat.person_id, ticked_at_ms: i },
  });
  await add(trx, 'shift_ticket', {
    ...{ ...seat, id: `ticket-${i}`, text: 'HB-1' },
    ...{ commitment_id: null, added_at_ms: i },
  });
  await add(trx, 'shift_attendance', {
    ...{ ...seat, own: 'served', mentor: 'not', mentor_id: null },
    ...{ settled: null, settled_by: null, closed_at_ms: i },
  });
}

/** One more question on one tour, with who had it and what was answered. */
async function growQuestions(trx: Queries, { roundId }: Grown, i: number): Promise<void> {
  const id = `tour-question-${i}`;
  const person = `person-${i}`;
  await add(trx, 'shift_question', {
    ...{ id, shift_id: `shift-${roundId}-1`, asked_by: person, scope: null, text: 'Where?' },
    ...{ asked_at_ms: i, holder_id: person, held_since_ms: i, is_told: 0, finding_id: null },
  });
  await add(trx, 'shift_question_hand', {
    ...{ question_id: id, number: 1, holder_id: person, reason: 'given', at_ms: i },
  });
  await add(trx, 'shift_question_answer', { id, question_id: id, by_id: person, text: 'There', at_ms: i });
}

async function growShifts(trx: Queries, { me, roundId }: Grown, i: number): Promise<void> {
  const id = `round-${i}`;
  await add(trx, 'shift_share', { person_id: `person-${i}`, percent: 50 });
  await copy(trx, 'shift_round', roundId, { id, created_at_ms: i });
  for (const round of [id, roundId]) {
    await add(trx, 'shift_wish', {
      ...{ round_id: round, person_id: `person-${i}`, answer: 'in', max_tours: 1, scopes: '["chat"]' },
      ...{ choices: '{}', version: 1 },
    });
    const shift = `shift-${round}-${i}`;
    await add(trx, 'shift', {
      id: shift,
      round_id: round,
      day: `2099-02-${pad(i % 28)}`,
      last_day: `2099-02-${pad(i % 28)}`,
      ...{ starts_at: '08:00', ends_at: '16:00', starts_at_ms: i, ends_at_ms: 4_100_000_000_000 },
      ...{ place: '', is_remote: 0, mentors_needed: 2, department_cap: null, scopes: '["chat"]' },
      places: 5,
      taken: 1,
      version: 1,
    });
    await add(trx, 'shift_day', {
      ...{ shift_id: shift, day: `2099-02-${pad(i % 28)}` },
      ...{ starts_at_ms: i, ends_at_ms: 4_100_000_000_000 },
    });
    await growDraft(trx, round, shift, `person-${i}`);
    await add(trx, 'shift_mentor', { shift_id: shift, person_id: `person-${i}` });
    await add(trx, 'shift_waiting', {
      ...{ shift_id: shift, person_id: `person-${i}`, number: 1, scopes: '["chat"]', offered_until_ms: null },
    });
    await add(trx, 'shift_signup', { shift_id: shift, person_id: me.id, scopes: '[]', signed_up_at_ms: i });
    await add(trx, 'diary_entry', {
      id: `diary-${round}-${i}`,
      round_id: round,
      person_id: me.id,
      text: 'Long',
      day: '2026-11-01',
      published_at_ms: i,
      written_at_ms: i,
    });
    await add(trx, 'shift_story', {
      ...{ id: `story-${round}-${i}`, round_id: round, title: 'Days', text: 'Long', made_by: me.id },
      ...{ asked_at_ms: i, published_at_ms: i, changed_at_ms: i },
    });
    await add(trx, 'finding', {
      id: `finding-${round}-${i}`,
      round_id: round,
      person_id: me.id,
      kind: 'bug',
      text: 'Queue',
      reported_at_ms: i,
    });
  }
}

/** The number of a day, such as 05. */
function pad(i: number): string {
  return String(i + 1).padStart(2, '0');
}
