import type { DepartureRules } from '../departure.ts';
import { deleteTeamMember, isTeamMember } from './team-store.ts';

/** Whoever is switched off leaves the CX team; what they said of others, and others of them, goes along [CX11]. */
export const TEAM_DEPARTURE: DepartureRules = {
  columns: {
    'team_reading.read_by': 'kept',
    'team_member.person_id': 'ended',
    'team_own_level.person_id': 'ended',
    'team_peer_level.rater_id': 'ended',
    'team_peer_level.person_id': 'ended',
    'team_peer_word.rater_id': 'ended',
    'team_peer_word.person_id': 'ended',
  },
  async list(db, personId) {
    const isIn = await isTeamMember(db, personId);
    return isIn ? [{ kind: 'cxTeam', effect: 'ended', title: '', href: '/people/team' }] : [];
  },
  async apply(context, trx, _actor, { personId }) {
    const sinceMs = await deleteTeamMember(trx, personId);
    if (sinceMs === undefined) return [];
    return [async () => context.bus.tell({ kind: 'team', id: 'team', action: 'members' })];
  },
};
