import { createContext } from 'svelte';

export interface Toast {
  id: number;
  text: string;
  kind: 'good' | 'danger';
  /** Undo beats "are you sure?": offered for as long as the toast stands. */
  undo?: { label: string; run: () => void; forMs?: number | undefined } | undefined;
  /** Where to go on. */
  link?: { label: string; href: string } | undefined;
}

const SHOWN_MS = 6_000;
/** Whoever may take something back needs time to see that it happened. */
const UNDO_SHOWN_MS = 10_000;

/** Short messages at the edge of the page. One list per page, made by the root layout. */
export class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  #nextId = 1;

  get list(): readonly Toast[] {
    return this.#list;
  }

  /** Returns what the toast is dismissed by. */
  show(text: string, options: Partial<Pick<Toast, 'kind' | 'undo' | 'link'>> = {}): number {
    const { kind = 'good', undo, link } = options;
    const toast: Toast = { id: this.#nextId++, text, kind, undo, link };
    // The same word twice is one word: without a network every press would say it again.
    this.#list = [...this.#list.filter((other) => other.text !== text), toast];
    // What did not work is read at one's own pace: it stays until it is put away.
    if (kind === 'good')
      setTimeout(() => this.dismiss(toast.id), undo ? (undo.forMs ?? UNDO_SHOWN_MS) : SHOWN_MS);
    return toast.id;
  }

  /** Takes back what the newest toast offers to; false where none does. */
  undoNewest(): boolean {
    const newest = this.#list.findLast((toast) => toast.undo !== undefined);
    if (!newest?.undo) return false;
    newest.undo.run();
    this.dismiss(newest.id);
    return true;
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }
}

export const [useToasts, provideToasts] = createContext<Toasts>();
