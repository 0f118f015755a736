import type { AccountTables } from './tables/accounts.ts';
import type { DocumentTables } from './tables/documents.ts';
import type { IssueTables } from './tables/issues.ts';
import type { LeaveTables } from './tables/leave.ts';
import type { OrganisationTables } from './tables/organisation.ts';
import type { PeopleTables } from './tables/people.ts';
import type { ProjectTables } from './tables/projects.ts';
import type { RequestTables } from './tables/requests.ts';
import type { ShiftTables } from './tables/shifts.ts';
import type { SurveyTables } from './tables/survey.ts';
import type { UndoTables } from './tables/undo.ts';
import type { ViewTables } from './tables/views.ts';
import type { WorkshopTables } from './tables/workshop.ts';

/** Every table, by domain. Column names are written as they stand in the database. */
export interface Tables
  extends
    AccountTables,
    PeopleTables,
    OrganisationTables,
    LeaveTables,
    DocumentTables,
    SurveyTables,
    WorkshopTables,
    IssueTables,
    ProjectTables,
    RequestTables,
    ShiftTables,
    UndoTables,
    ViewTables {}
