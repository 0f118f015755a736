import type { AccountTables } from './tables/accounts.ts';
import type { DocumentTables } from './tables/documents.ts';
import type { PeopleTables } from './tables/people.ts';
import type { SurveyTables } from './tables/survey.ts';

/** Every table, by domain. Column names are written as they stand in the database. */
export interface Tables extends AccountTables, PeopleTables, DocumentTables, SurveyTables {}
