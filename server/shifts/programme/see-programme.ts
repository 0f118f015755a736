import type { SeenProgramme } from '#lib/shifts/programme/programme.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Queries } from '../../database/engine.ts';
import { listSharedDecisions } from '../../decisions/shared-commands.ts';
import { listProgrammeSponsors, type ProgrammeRow } from './programme-store.ts';

/** Everybody sees what is or was in force, and a draft that was proposed; drafts before that are for who writes [SH70]. */
export function seesProgramme(actor: Actor, row: Pick<ProgrammeRow, 'number' | 'decisionId'>): boolean {
  const standings = standingsOf(actor);
  if (!isPermitted(standings, 'programme.view')) return false;
  return row.number !== null || row.decisionId !== null || isPermitted(standings, 'programme.write');
}

/** Versions as their readers see them, with who stands for them and what was decided. */
export async function showProgrammes(db: Queries, rows: readonly ProgrammeRow[]): Promise<SeenProgramme[]> {
  const decisions = await listSharedDecisions(
    db,
    rows.flatMap(({ decisionId }) => decisionId ?? []),
  );
  const sponsors = Map.groupBy(await listProgrammeSponsors(db), ({ programmeId }) => programmeId);
  return rows.map((row) => {
    const { id, number, title, aim, rules, authorisation, since, changeNote, withoutDecision } = row;
    const { changedAtMs, putByName, inForceAtMs, version } = row;
    const decision = decisions.find((each) => each.id === row.decisionId);
    return {
      ...{ id, number, title, aim, rules, authorisation, changeNote, withoutDecision },
      sponsors: (sponsors.get(id) ?? []).map((sponsor) => ({ id: sponsor.id, name: sponsor.name })),
      decision: decision
        ? {
            ...{ id: decision.id, number: decision.number },
            isDecided: decision.state === 'decided' || decision.state === 'superseded',
            isAsked: decision.state === 'poll',
            isWithdrawn: decision.state === 'withdrawn',
          }
        : null,
      asksRules: number !== null && since?.rules === number,
      asksAuthorisation: number !== null && since?.authorisation === number,
      ...{ changedAtMs, putByName, inForceAtMs, version },
    };
  });
}
