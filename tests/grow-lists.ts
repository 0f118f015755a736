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
      await growDue(trx, of, i);
      await growDecisions(trx, of, i);
      await growPulses(trx, of, i);
      await growRatings(trx, of, i);
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

async function growShifts(trx: Queries, { me, roundId }: Grown, i: number): Promise<void> {
  const id = `round-${i}`;
  await copy(trx, 'shift_round', roundId, { id, created_at_ms: i });
  await add(trx, 'shift_mentor', { round_id: id, person_id: `person-${i}` });
  for (const round of [id, roundId]) {
    const shift = `shift-${round}-${i}`;
    await add(trx, 'shift', {
      id: shift,
      round_id: round,
      day: `2099-02-${pad(i % 28)}`,
      starts_at_ms: i,
      places: 5,
      taken: 1,
    });
    await add(trx, 'shift_signup', { shift_id: shift, person_id: me.id, scopes: '[]', signed_up_at_ms: i });
    await add(trx, 'diary_entry', {
      id: `diary-${round}-${i}`,
      round_id: round,
      person_id: me.id,
      text: 'Long',
      written_at_ms: i,
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
