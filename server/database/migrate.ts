import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Engine } from './engine.ts';
import * as accounts from './migrations/0001-accounts.ts';
import * as people from './migrations/0002-people.ts';
import * as documents from './migrations/0003-documents.ts';
import * as survey from './migrations/0004-survey.ts';
import * as workshop from './migrations/0005-workshop.ts';
import * as issues from './migrations/0006-issues.ts';
import * as projects from './migrations/0007-projects.ts';
import * as shifts from './migrations/0008-shifts.ts';
import * as publishedTables from './migrations/0009-published-tables.ts';
import * as savedViews from './migrations/0010-saved-views.ts';
import * as comments from './migrations/0011-comments.ts';
import * as importing from './migrations/0012-import.ts';
import * as importProfiles from './migrations/0013-import-profiles.ts';
import * as workshopRoom from './migrations/0014-workshop-room.ts';
import * as workshopBallots from './migrations/0015-workshop-ballots.ts';
import * as preparation from './migrations/0016-preparation.ts';
import * as causeEvidence from './migrations/0017-cause-evidence.ts';
import * as evidence from './migrations/0018-evidence.ts';
import * as joining from './migrations/0019-joining.ts';
import * as roomEntries from './migrations/0021-room-entries.ts';
import * as review from './migrations/0022-review.ts';
import * as signatures from './migrations/0023-signatures.ts';
import * as requestKeys from './migrations/0024-request-keys.ts';
import * as disclosures from './migrations/0025-disclosures.ts';
import * as documentShares from './migrations/0026-document-shares.ts';
import * as issueStanding from './migrations/0027-issue-standing.ts';
import * as sessionTokens from './migrations/0028-session-tokens.ts';
import * as oneWordAThing from './migrations/0029-one-word-a-thing.ts';
import * as runningNumbers from './migrations/0030-running-numbers.ts';
import * as longLists from './migrations/0032-long-lists.ts';
import * as signatureUndo from './migrations/0033-signature-undo.ts';
import * as undo from './migrations/0034-undo.ts';
import * as settings from './migrations/0035-settings.ts';
import * as substitutes from './migrations/0036-substitutes.ts';
import * as personFacts from './migrations/0037-person-facts.ts';
import * as competences from './migrations/0038-competences.ts';
import * as letterKeys from './migrations/0039-letter-keys.ts';
import * as auditWords from './migrations/0041-audit-words.ts';
import * as leave from './migrations/0042-leave.ts';
import * as leaveDeputies from './migrations/0043-leave-deputies.ts';
import * as ownAccount from './migrations/0044-own-account.ts';
import * as cxTeam from './migrations/0046-cx-team.ts';
import * as lateWriter from './migrations/0048-late-writer.ts';
import * as wall from './migrations/0049-wall.ts';
import * as grace from './migrations/0051-grace.ts';
import * as workshopTemplates from './migrations/0053-workshop-templates.ts';
import * as leaderAndMinutes from './migrations/0054-leader-and-minutes.ts';
import * as issuesOfCauses from './migrations/0055-issues-of-causes.ts';
import * as commitments from './migrations/0056-commitments.ts';
import * as notices from './migrations/0057-notices.ts';
import * as search from './migrations/0058-search.ts';
import * as toldOutcomes from './migrations/0069-told-outcomes.ts';
import * as guestAddresses from './migrations/0070-guest-addresses.ts';
import * as triage from './migrations/0071-triage.ts';
import * as issuePairs from './migrations/0072-issue-pairs.ts';
import * as charters from './migrations/0079-charters.ts';
import * as approvedVersions from './migrations/0080-approved-versions.ts';
import * as projectReaders from './migrations/0081-project-readers.ts';
import * as ratingSessions from './migrations/0075-rating-sessions.ts';
import * as bands from './migrations/0076-bands.ts';
import * as issueYears from './migrations/0077-issue-years.ts';
import * as measuredImportance from './migrations/0082-measured-importance.ts';
import * as projectEffects from './migrations/0083-project-effects.ts';
import * as projectMoney from './migrations/0087-project-money.ts';
import * as recoveryAndLessons from './migrations/0088-recovery-and-lessons.ts';
import * as cover from './migrations/0089-cover.ts';
import * as stageAcceptance from './migrations/0086-stage-acceptance.ts';
import * as diaries from './migrations/0090-diaries.ts';
import * as findings from './migrations/0091-findings.ts';
import * as standards from './migrations/0084-standards.ts';
import * as maturity from './migrations/0085-maturity.ts';
import * as areas from './migrations/0092-areas.ts';
import * as goals from './migrations/0093-goals.ts';
import * as teamReadings from './migrations/0094-team-readings.ts';
import * as applicationPeople from './migrations/0100-application-people.ts';
import * as signedWithoutHolders from './migrations/0101-signed-without-holders.ts';
import * as tourDays from './migrations/0105-tour-days.ts';
import * as tours from './migrations/0095-tours.ts';
import * as waiting from './migrations/0096-waiting.ts';
import * as swaps from './migrations/0097-swaps.ts';
import * as movedTours from './migrations/0113-moved-tours.ts';
import * as mentorQuestions from './migrations/0114-mentor-questions.ts';
import * as trackedFindings from './migrations/0115-tracked-findings.ts';
import * as contactVolumes from './migrations/0116-contact-volumes.ts';
import * as roundModes from './migrations/0102-round-modes.ts';
import * as wishes from './migrations/0103-wishes.ts';
import * as rotaDrafts from './migrations/0104-rota-drafts.ts';
import * as articles from './migrations/0109-articles.ts';
import * as trackerAddress from './migrations/0111-tracker-address.ts';
import * as roundStories from './migrations/0108-round-stories.ts';
import * as roundReports from './migrations/0110-round-reports.ts';
import * as roundFeedback from './migrations/0118-round-feedback.ts';
import * as shiftProgramme from './migrations/0106-shift-programme.ts';
import * as pollsOfEverybody from './migrations/0107-polls-of-everybody.ts';
import * as rhythms from './migrations/0068-rhythms.ts';
import * as decisions from './migrations/0059-decisions.ts';
import * as commitmentsFound from './migrations/0067-commitments-found.ts';
import * as decisionsFound from './migrations/0060-decisions-found.ts';
import * as meetings from './migrations/0061-meetings.ts';
import * as discussion from './migrations/0062-discussion.ts';
import * as meetingSeries from './migrations/0063-meeting-series.ts';
import * as feeds from './migrations/0065-feeds.ts';
import * as outsideDoors from './migrations/0066-outside-doors.ts';
import * as teamPulses from './migrations/0064-team-pulses.ts';
import type { Tables } from './tables.ts';

interface MigrationStep {
  up(db: Kysely<unknown>, engine: Engine): Promise<void>;
}

/** Forward only, in this order, for ever: a released step is never edited. */
const STEPS: Record<string, MigrationStep> = {
  '0001-accounts': accounts,
  '0002-people': people,
  '0003-documents': documents,
  '0004-survey': survey,
  '0005-workshop': workshop,
  '0006-issues': issues,
  '0007-projects': projects,
  '0008-shifts': shifts,
  '0009-published-tables': publishedTables,
  '0010-saved-views': savedViews,
  '0011-comments': comments,
  '0012-import': importing,
  '0013-import-profiles': importProfiles,
  '0014-workshop-room': workshopRoom,
  '0015-workshop-ballots': workshopBallots,
  '0016-preparation': preparation,
  '0017-cause-evidence': causeEvidence,
  '0018-evidence': evidence,
  '0019-joining': joining,
  '0021-room-entries': roomEntries,
  '0022-review': review,
  '0023-signatures': signatures,
  '0024-request-keys': requestKeys,
  '0025-disclosures': disclosures,
  '0026-document-shares': documentShares,
  '0027-issue-standing': issueStanding,
  '0028-session-tokens': sessionTokens,
  '0029-one-word-a-thing': oneWordAThing,
  '0030-running-numbers': runningNumbers,
  '0032-long-lists': longLists,
  '0033-signature-undo': signatureUndo,
  '0034-undo': undo,
  '0035-settings': settings,
  '0036-substitutes': substitutes,
  '0037-person-facts': personFacts,
  '0038-competences': competences,
  '0039-letter-keys': letterKeys,
  '0041-audit-words': auditWords,
  '0042-leave': leave,
  '0043-leave-deputies': leaveDeputies,
  '0044-own-account': ownAccount,
  '0046-cx-team': cxTeam,
  '0048-late-writer': lateWriter,
  '0049-wall': wall,
  '0051-grace': grace,
  '0053-workshop-templates': workshopTemplates,
  '0054-leader-and-minutes': leaderAndMinutes,
  '0055-issues-of-causes': issuesOfCauses,
  '0056-commitments': commitments,
  '0057-notices': notices,
  '0058-search': search,
  '0068-rhythms': rhythms,
  '0069-told-outcomes': toldOutcomes,
  '0070-guest-addresses': guestAddresses,
  '0059-decisions': decisions,
  '0060-decisions-found': decisionsFound,
  '0061-meetings': meetings,
  '0062-discussion': discussion,
  '0063-meeting-series': meetingSeries,
  '0065-feeds': feeds,
  '0066-outside-doors': outsideDoors,
  '0067-commitments-found': commitmentsFound,
  '0064-team-pulses': teamPulses,
  '0071-triage': triage,
  '0072-issue-pairs': issuePairs,
  '0079-charters': charters,
  '0080-approved-versions': approvedVersions,
  '0081-project-readers': projectReaders,
  '0075-rating-sessions': ratingSessions,
  '0076-bands': bands,
  '0077-issue-years': issueYears,
  '0082-measured-importance': measuredImportance,
  '0083-project-effects': projectEffects,
  '0084-standards': standards,
  '0085-maturity': maturity,
  '0086-stage-acceptance': stageAcceptance,
  '0087-project-money': projectMoney,
  '0088-recovery-and-lessons': recoveryAndLessons,
  '0089-cover': cover,
  '0090-diaries': diaries,
  '0091-findings': findings,
  '0092-areas': areas,
  '0093-goals': goals,
  '0094-team-readings': teamReadings,
  '0100-application-people': applicationPeople,
  '0101-signed-without-holders': signedWithoutHolders,
  '0113-moved-tours': movedTours,
  '0114-mentor-questions': mentorQuestions,
  '0115-tracked-findings': trackedFindings,
  '0116-contact-volumes': contactVolumes,
  '0105-tour-days': tourDays,
  '0095-tours': tours,
  '0096-waiting': waiting,
  '0097-swaps': swaps,
  '0102-round-modes': roundModes,
  '0103-wishes': wishes,
  '0104-rota-drafts': rotaDrafts,
  '0108-round-stories': roundStories,
  '0111-tracker-address': trackerAddress,
  '0109-articles': articles,
  '0110-round-reports': roundReports,
  '0118-round-feedback': roundFeedback,
  '0106-shift-programme': shiftProgramme,
  '0107-polls-of-everybody': pollsOfEverybody,
};

/** A newer version has changed the database, by a step that is unknown here. */
export class NewerDatabaseError extends Error {
  readonly step: string;

  constructor(step: string, cause: unknown) {
    super(
      `This database was changed by a newer version of Herringbone (its migration ${step} is unknown here). ` +
        'Start the newer version, or restore a backup from before the upgrade. Nothing was changed.',
      { cause },
    );
    this.step = step;
  }
}

/**
 * Runs the steps that this database has not seen, all in one transaction. Kysely holds its own lock
 * meanwhile, so that two nodes that start together do not both migrate.
 */
export async function migrate(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const migrations: Record<string, Migration> = {};
  for (const [name, step] of Object.entries(STEPS)) {
    migrations[name] = { up: (trx) => step.up(trx, engine) };
  }
  const { error } = await new Migrator({
    db,
    // Without it Kysely takes a table of the same name in any other schema for its own.
    ...(engine === 'postgres' && { migrationTableSchema: await currentSchema(db) }),
    provider: { getMigrations: async () => migrations },
    // A step may arrive after one with a later number: databases that have that one take it all the same.
    allowUnorderedMigrations: true,
  }).migrateToLatest();
  // Kysely's words for a step that this version does not have.
  const unknown = /previously executed migration (\S+) is missing/.exec(String(error))?.[1];
  if (unknown) throw new NewerDatabaseError(unknown, error);
  if (error) throw error;
}

async function currentSchema(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  return rows[0]?.name ?? 'public';
}

/** The migrations that a database has, in their order, each with when it ran (ISO text, as the migrator notes it). */
export async function listAppliedSteps(db: Kysely<Tables>): Promise<{ name: string; ranAt: string }[]> {
  const { rows } = await sql<{ name: string; ranAt: string }>`
    select name, timestamp as "ranAt" from kysely_migration order by name`.execute(db);
  return rows;
}
