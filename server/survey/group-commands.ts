import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { MeasuredGroups } from '#lib/survey/published/measured-group.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findWave } from './store.ts';
import { decideWave, isShownAtOnce } from './published/disclosure-commands.ts';
import { findDisclosure } from './published/disclosure-store.ts';
import { insertGroup, listGroupsOfWave, listShownGroupIds } from './published/group-store.ts';
import { seesRows } from './published/shown-wave.ts';

/**
 * Keeps the groups of respondents that a measurement stands on, in the transaction that keeps the measurement: they
 * count with everything else that is shown of their waves [SV121]. A group that is kept already is kept once. Returns
 * their ids and their waves; after the commit `decideGroups` says which of them readers without rows may know of.
 */
export async function keepMeasuredGroups(
  context: Context,
  trx: Queries,
  actor: Actor,
  input: unknown,
): Promise<{ ids: string[]; waveIds: string[] }> {
  requirePermission(actor, 'survey.viewRows');
  const groups = parseInput(MeasuredGroups, input);
  const ids: string[] = [];
  for (const { waveId, question, ...figure } of groups) {
    const wave = await findWave(trx, waveId);
    if (!wave) throw new AppError('not-found');
    const known = (await listGroupsOfWave(trx, waveId)).find(
      (group) =>
        group.waveVersion === wave.version &&
        group.figure.n === figure.n &&
        JSON.stringify(group.question) === JSON.stringify(question),
    );
    const id = known?.id ?? newId();
    ids.push(id);
    if (known) continue;
    const isAtOnce = isShownAtOnce({ question, figure }, wave, await findDisclosure(trx, waveId));
    await insertGroup(trx, {
      ...{ id, waveId, waveVersion: wave.version, question, figure },
      figureState: isAtOnce ? 'shown' : 'asked',
      madeAtMs: context.clock(),
    });
  }
  return { ids, waveIds: [...new Set(groups.map(({ waveId }) => waveId))] };
}

/** Decides, after the commit, what of these waves readers without rows see; what fails stays for those who see rows. */
export async function decideGroups(context: Context, waveIds: readonly string[]): Promise<void> {
  for (const waveId of waveIds) {
    try {
      await decideWave(context, waveId, new AbortController().signal);
    } catch (error) {
      context.log.warn({ error, wave: waveId }, 'The groups behind a measurement could not be checked');
    }
  }
}

/**
 * Which measurements a reader may see, by the ids of the groups that each stands on: whoever sees rows sees all, others
 * those of which every group may be known [SV121].
 */
export async function listShownMeasurements(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  groupIds: readonly (readonly string[])[],
): Promise<{ isSeen: boolean; isWithheld: boolean }[]> {
  const shown = new Set(await listShownGroupIds(db, [...new Set(groupIds.flat())]));
  const isOpen = (ids: readonly string[]): boolean => ids.length > 0 && ids.every((id) => shown.has(id));
  return groupIds.map((ids) => ({ isSeen: seesRows(actor) || isOpen(ids), isWithheld: !isOpen(ids) }));
}
