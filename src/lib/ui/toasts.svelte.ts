import { createContext } from 'svelte';

export interface Toast {
  id: number;
  text: string;
  kind: 'good' | 'danger';
  /** Undo beats "are you sure?": offered for as long as the toast stands. */
  undo?: { label: string; run: () => void } | undefined;
  /** Where to go on. */
  link?: { label: string; href: string } | undefined;
}

const SHOWN_MS = 6_000;

/** Short messages at the edge of the page. One list per page, made by the root layout. */
export class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  #nextId = 1;

  get list(): readonly Toast[] {
    return this.#list;
  }

  show(text: string, options: Partial<Pick<Toast, 'kind' | 'undo' | 'link'>> = {}): void {
    const { kind = 'good', undo, link } = options;
    const toast: Toast = { id: this.#nextId++, text, kind, undo, link };
    // The same word twice is one word: without a network every press would say it again.
    this.#list = [...this.#list.filter((other) => other.text !== text), toast];
    // What did not work is read at one's own pace: it stays until it is put away.
    if (kind === 'good') setTimeout(() => this.dismiss(toast.id), SHOWN_MS);
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }
}

export const [useToasts, provideToasts] = createContext<Toasts>();
