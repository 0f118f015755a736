import type { CompetenceLevel } from '#lib/people/competence.ts';
import type { Queries } from '../../database/engine.ts';
import { readCompetenceLevel } from '../competence-store.ts';

/** What one peer says of one competence of one person. Leaves the server only for its rater. */
export interface PeerLevel {
  raterId: string;
  personId: string;
  competenceId: string;
  level: CompetenceLevel;
}

/** What one peer says of one requirement: a word, never a number [CX7]. */
export interface PeerWord {
  raterId: string;
  personId: string;
  requirementId: string;
  word: string;
}

export interface OwnLevel {
  personId: string;
  requirementId: string;
  level: CompetenceLevel;
}

/** All that is said inside the team, or of it what one member or one entry of a list takes along. */
export interface TeamRatings {
  peerLevels: PeerLevel[];
  peerWords: PeerWord[];
  ownLevels: OwnLevel[];
}

/** Of whom, or of what, ratings are read; all of the team without it. */
export type RatingsOf = { personId: string } | { competenceId: string } | { requirementId: string };

export async function readTeamRatings(db: Queries, of?: RatingsOf): Promise<TeamRatings> {
  let levels = db.selectFrom('team_peer_level').selectAll();
  let words = db.selectFrom('team_peer_word').selectAll();
  let own = db.selectFrom('team_own_level').selectAll();
  if (of && 'personId' in of) {
    const { personId } = of;
    levels = levels.where((eb) => eb.or([eb('rater_id', '=', personId), eb('person_id', '=', personId)]));
    words = words.where((eb) => eb.or([eb('rater_id', '=', personId), eb('person_id', '=', personId)]));
    own = own.where('person_id', '=', personId);
  }
  const isOfNeed = of !== undefined && 'competenceId' in of;
  const isOfRequirement = of !== undefined && 'requirementId' in of;
  if (isOfNeed) levels = levels.where('competence_id', '=', of.competenceId);
  if (isOfRequirement) {
    words = words.where('requirement_id', '=', of.requirementId);
    own = own.where('requirement_id', '=', of.requirementId);
  }
  return {
    peerLevels: isOfRequirement ? [] : (await levels.execute()).map(toPeerLevel),
    peerWords: isOfNeed ? [] : (await words.execute()).map(toPeerWord),
    ownLevels: isOfNeed ? [] : (await own.execute()).map(toOwnLevel),
  };
}

type Row = { rater_id: string; person_id: string };

const toPeerLevel = (row: Row & { competence_id: string; level: number }): PeerLevel => ({
  raterId: row.rater_id,
  personId: row.person_id,
  competenceId: row.competence_id,
  level: readCompetenceLevel(row.level, 'team_peer_level.level', row.competence_id),
});

const toPeerWord = (row: Row & { requirement_id: string; word: string }): PeerWord => ({
  raterId: row.rater_id,
  personId: row.person_id,
  requirementId: row.requirement_id,
  word: row.word,
});

const toOwnLevel = (row: { person_id: string; requirement_id: string; level: number }): OwnLevel => ({
  personId: row.person_id,
  requirementId: row.requirement_id,
  level: readCompetenceLevel(row.level, 'team_own_level.level', row.person_id),
});

/** Says a level of a colleague's competence, or takes it back with null. */
export async function writePeerLevel(
  trx: Queries,
  { raterId, personId, competenceId, level }: Omit<PeerLevel, 'level'> & { level: number | null },
): Promise<void> {
  if (level === null) {
    await trx
      .deleteFrom('team_peer_level')
      .where('rater_id', '=', raterId)
      .where('person_id', '=', personId)
      .where('competence_id', '=', competenceId)
      .execute();
    return;
  }
  await trx
    .insertInto('team_peer_level')
    .values({ rater_id: raterId, person_id: personId, competence_id: competenceId, level })
    .onConflict((conflict) =>
      conflict.columns(['rater_id', 'person_id', 'competence_id']).doUpdateSet({ level }),
    )
    .execute();
}

/** Says a word of a colleague, or takes it back with an empty one. */
export async function writePeerWord(
  trx: Queries,
  { raterId, personId, requirementId, word }: PeerWord,
): Promise<void> {
  if (word === '') {
    await trx
      .deleteFrom('team_peer_word')
      .where('rater_id', '=', raterId)
      .where('person_id', '=', personId)
      .where('requirement_id', '=', requirementId)
      .execute();
    return;
  }
  await trx
    .insertInto('team_peer_word')
    .values({ rater_id: raterId, person_id: personId, requirement_id: requirementId, word })
    .onConflict((conflict) =>
      conflict.columns(['rater_id', 'person_id', 'requirement_id']).doUpdateSet({ word }),
    )
    .execute();
}

/** Says how far one meets a requirement oneself, or takes it back with null. */
export async function writeOwnLevel(
  trx: Queries,
  { personId, requirementId, level }: Omit<OwnLevel, 'level'> & { level: number | null },
): Promise<void> {
  if (level === null) {
    await trx
      .deleteFrom('team_own_level')
      .where('person_id', '=', personId)
      .where('requirement_id', '=', requirementId)
      .execute();
    return;
  }
  await trx
    .insertInto('team_own_level')
    .values({ person_id: personId, requirement_id: requirementId, level })
    .onConflict((conflict) => conflict.columns(['person_id', 'requirement_id']).doUpdateSet({ level }))
    .execute();
}
