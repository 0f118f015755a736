import type { DepartureRules } from '../../people/departure.ts';
import { tellStory } from './hold-story.ts';
import { listRoundsOfStoriesWaitingFor } from './story-store.ts';

/**
 * What somebody agreed to stays agreed. Where they have not answered they cannot any more: the story stays unpublished
 * as long as their name or their words stand in it [SH112].
 */
export const STORY_DEPARTURE: DepartureRules = {
  columns: {
    'shift_story.made_by': 'kept',
    'shift_story_entry.person_id': 'kept',
    'shift_story_person.person_id': 'kept',
  },
  list: async () => [],
  async apply(context, trx, _actor, { personId }) {
    const rounds = await listRoundsOfStoriesWaitingFor(trx, personId);
    return rounds.map((roundId) => async () => tellStory(context, { roundId, isRead: false }));
  },
};
