import { createContext } from 'svelte';

/** Takes presses back, from whatever page; the root layout gives it. */
export interface Undo {
  /** Says what was done and offers to take it back; `undoId` is what its action answered. */
  offer(text: string, undoId: unknown): void;
}

export const [useUndo, provideUndo] = createContext<Undo>();
