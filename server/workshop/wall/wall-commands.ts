import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { WorkshopPickForm } from '#lib/workshop/entries/entry-forms.ts';
import { isWallCode, MOST_WALLS, WALL_LASTS_MS, WallForm } from '#lib/workshop/wall/wall.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import { hashToken, makeToken } from '#server/access/secrets.ts';
import type { Queries } from '#server/database/engine.ts';
import { changeWorkshop } from '../change-workshop.ts';
import { requireSteered } from '../participation.ts';
import { findWorkshop, type WorkshopRow } from '../store.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { endWallsOf, findWallByHash, insertWall, listOpenWalls } from './wall-store.ts';

/**
 * Makes an address under which a screen shows the wall of a workshop [WS120]. Its code is random, is handed
 * out this once and is kept as a hash alone; beyond the most at once the oldest address ends.
 */
export async function openWall(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ code: string }> {
  requirePermission(actor, 'workshop.steer');
  const { workshopId } = parseInput(WorkshopPickForm, input);
  const code = makeToken();
  const atMs = context.clock();
  await changeWorkshop(context, actor, 'openWall', {
    find: (trx) => requireSteered(trx, actor, workshopId),
    decide: ({ stage }) => {
      if (stage === 'closed') throw new AppError('read-only', { reason: 'wall.closed' });
      return {};
    },
    async also(trx) {
      const open = await listOpenWalls(trx, workshopId, atMs - WALL_LASTS_MS);
      const tooMany = open.slice(0, Math.max(0, open.length + 1 - MOST_WALLS));
      if (tooMany.length > 0) await endWallsOf(trx, workshopId, atMs, tooMany);
      await insertWall(trx, { id: newId(), workshopId, tokenHash: hashToken(code), openedAtMs: atMs });
    },
  });
  return { code };
}

/** Shows a slide on all walls, or makes them light or dark [WS125]. */
export async function showOnWall(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const form = parseInput(WallForm, input);
  await changeWorkshop(context, actor, 'showOnWall', {
    find: (trx) => requireSteered(trx, actor, form.workshopId),
    decide: ({ room }) => ({
      room: {
        ...room,
        wall: {
          slide: form.slide === undefined ? room.wall.slide : form.slide || null,
          theme: form.theme ?? room.wall.theme,
        },
      },
    }),
  });
}

/** Ends all walls of a workshop: their connections close at once, and their addresses open nothing [WS121]. */
export async function endWalls(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.steer');
  const { workshopId } = parseInput(WorkshopPickForm, input);
  await changeWorkshop(context, actor, 'endWalls', {
    find: (trx) => requireSteered(trx, actor, workshopId),
    decide: () => ({}),
    also: (trx) => endWallsOf(trx, workshopId, context.clock()),
  });
}

/** What the address of a wall leads to. Why it leads nowhere is told to nobody but who had the code. */
export type FoundWall =
  | { state: 'open'; workshopId: string; language: 'en' | 'pl'; wallId: string; expiresAtMs: number }
  | { state: 'ended' | 'over' };

/** What whoever has the address sees: no account is asked for, and no other right comes with it [WS120]. */
export async function findWall(
  context: Pick<WorkshopContext, 'db' | 'clock'>,
  code: string,
): Promise<FoundWall> {
  const found = await findOpenWall(context.db, code, context.clock());
  if (found === undefined) return { state: 'ended' };
  if (found.wall === undefined) return { state: found.workshop.stage === 'closed' ? 'over' : 'ended' };
  const { workshop, wall } = found;
  return { state: 'open', workshopId: workshop.id, language: workshop.language, ...wall };
}

/** A wall by its code, while it can be opened; its workshop alone once it has ended. */
export async function findOpenWall(
  db: Queries,
  code: string,
  nowMs: number,
): Promise<{ workshop: WorkshopRow; wall: { wallId: string; expiresAtMs: number } | undefined } | undefined> {
  if (!isWallCode(code)) return undefined;
  const row = await findWallByHash(db, hashToken(code));
  const workshop = row && (await findWorkshop(db, { id: row.workshopId }));
  if (!row || !workshop) return undefined;
  const expiresAtMs = row.openedAtMs + WALL_LASTS_MS;
  const isOpen = row.endedAtMs === null && nowMs < expiresAtMs && workshop.stage !== 'closed';
  return { workshop, wall: isOpen ? { wallId: row.id, expiresAtMs } : undefined };
}
