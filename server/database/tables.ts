import type { AccountTables } from './tables/accounts.ts';
import type { AreaTables } from './tables/areas.ts';
import type { CommitmentTables } from './tables/commitments.ts';
import type { DecisionTables } from './tables/decisions.ts';
import type { DiscussionTables } from './tables/discussion.ts';
import type { DocumentTables } from './tables/documents.ts';
import type { FeedTables } from './tables/feeds.ts';
import type { GoalTables } from './tables/goals.ts';
import type { IssueTables } from './tables/issues.ts';
import type { LeaveTables } from './tables/leave.ts';
import type { NotifyTables } from './tables/notify.ts';
import type { OrganisationTables } from './tables/organisation.ts';
import type { OutsideTables } from './tables/outside.ts';
import type { PeopleTables } from './tables/people.ts';
import type { ProjectTables } from './tables/projects.ts';
import type { RequestTables } from './tables/requests.ts';
import type { RhythmTables, TeamPulseTables } from './tables/rhythms.ts';
import type { SearchTables } from './tables/search.ts';
import type { ShiftTextTables } from './tables/shift-texts.ts';
import type { ShiftTables } from './tables/shifts.ts';
import type { StandardTables } from './tables/standards.ts';
import type { SurveyTables } from './tables/survey.ts';
import type { UndoTables } from './tables/undo.ts';
import type { ViewTables } from './tables/views.ts';
import type { WorkshopTables } from './tables/workshop.ts';

/** Every table, by domain. Column names are written as they stand in the database. */
export interface Tables
  extends
    AccountTables,
    AreaTables,
    CommitmentTables,
    DecisionTables,
    DiscussionTables,
    PeopleTables,
    OrganisationTables,
    LeaveTables,
    NotifyTables,
    OutsideTables,
    DocumentTables,
    FeedTables,
    GoalTables,
    StandardTables,
    SurveyTables,
    TeamPulseTables,
    WorkshopTables,
    IssueTables,
    ProjectTables,
    RequestTables,
    RhythmTables,
    SearchTables,
    ShiftTables,
    ShiftTextTables,
    UndoTables,
    ViewTables {}
