import type * as v from 'valibot';
import { newId } from '#lib/base/ids.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { forgetUndos, insertUndo, readKept, type UndoRow } from './undo-store.ts';

/** A press is taken back within the hour or not at all [FM16]. */
export const UNDO_MS = 60 * 60_000;

/** Who can take a press back: whoever has a name here. */
export type Presser = Extract<Actor, { kind: 'person' | 'guest' }>;

/** What came of taking a press back. */
export interface TakenBack {
  /** What to say instead of the usual words, as a catalogue key with its values. */
  said?: { key: string; values: Record<string, number> };
  /** What is to be done after the commit. */
  after?: () => Promise<void> | void;
}

/** How a kind of press is taken back; `undoables.ts` lists those of all domains. */
export interface Restorable<Needs extends Context> {
  readonly kind: string;
  restore(context: Needs, trx: Queries, actor: Presser, row: UndoRow): Promise<TakenBack>;
}

/** A kind of press that ends something and can be taken back. */
export interface Undoable<Needs extends Context, Kept> extends Restorable<Needs> {
  /**
   * Keeps what a press ends, in the transaction that ends it. Returns by what it is taken back; null for
   * the system, which could not.
   */
  keep(context: Pick<Context, 'clock'>, trx: Queries, actor: Actor, kept: Kept): Promise<string | null>;
}

/**
 * Declares a kind of press: under which name, what is kept of it, and how that is put back, as the same rows
 * under the same ids. `restore` asks for the rights that the press needed, and refuses where something that
 * changed since stands in the way.
 */
export function undoable<Needs extends Context, const Schema extends v.GenericSchema>(
  kind: string,
  schema: Schema,
  restore: (context: Needs, trx: Queries, actor: Presser, kept: v.InferOutput<Schema>) => Promise<TakenBack>,
): Undoable<Needs, v.InferInput<Schema>> {
  return {
    kind,
    restore: (context, trx, actor, row) => restore(context, trx, actor, readKept(schema, row)),
    async keep({ clock }, trx, actor, kept) {
      if (!isPresser(actor)) return null;
      const id = newId<'undo'>();
      const pressedAtMs = clock();
      await forgetUndos(trx, pressedAtMs - UNDO_MS);
      const row = { id, kind, kept: JSON.stringify(kept), byId: actor.id, pressedAtMs };
      await insertUndo(trx, row);
      return id;
    },
  };
}

export function isPresser(actor: Actor): actor is Presser {
  return actor.kind === 'person' || actor.kind === 'guest';
}
