import { createContext } from 'svelte';

export interface Toast {
  id: number;
  text: string;
  kind: 'good' | 'danger';
  /** Undo beats "are you sure?": offered for as long as the toast stands. */
  undo?: { label: string; run: () => void } | undefined;
}

const SHOWN_MS = 6_000;

/** Short messages at the edge of the page. One list per page, made by the root layout. */
export class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  #nextId = 1;

  get list(): readonly Toast[] {
    return this.#list;
  }

  show(text: string, options: Partial<Pick<Toast, 'kind' | 'undo'>> = {}): void {
    const toast: Toast = { id: this.#nextId++, text, kind: options.kind ?? 'good', undo: options.undo };
    this.#list = [...this.#list, toast];
    setTimeout(() => this.dismiss(toast.id), SHOWN_MS);
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }
}

export const [useToasts, provideToasts] = createContext<Toasts>();
