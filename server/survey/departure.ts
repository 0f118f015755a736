import { keepEverything } from '../people/departure.ts';

export const SURVEY_DEPARTURE = keepEverything([
  'survey.created_by',
  'wave.created_by',
  'wave_version.replaced_by',
  'import_profile.saved_by',
  'publication.created_by',
  'insight.author_id',
  'insight.changed_by',
  'comment_tag.created_by',
  'comment_tag_mark.marked_by',
  'saved_view.author_id',
]);
