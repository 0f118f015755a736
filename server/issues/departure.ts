import { keepEverything } from '../people/departure.ts';

export const ISSUE_DEPARTURE = keepEverything(['issue.created_by', 'issue_rating.person_id']);
