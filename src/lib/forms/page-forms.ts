import { createContext, tick } from 'svelte';

/** What one form of a page hands over. */
interface PageForm {
  /** Notes what is typed; returns what puts it back on top of a newer page. */
  hold(): () => void;
}

/** As many presses as can be under way, and their events. */
export const MOST_PRESSES = 50;

/**
 * The forms that are on the page now. Whatever loads it again goes through here, so that no form loses
 * what is typed in it because another one was sent, or because somebody else changed something [LV9].
 */
export class PageForms {
  readonly #forms = new Set<PageForm>();
  readonly #presses: string[] = [];

  /** Returns how to leave. */
  add(form: PageForm): () => void {
    this.#forms.add(form);
    return () => void this.#forms.delete(form);
  }

  /** Runs what loads the page again, and puts back what was typed into every form, `except` the one that is told. */
  async keepThrough(load: () => Promise<void>, except?: PageForm): Promise<void> {
    const held = [...this.#forms].filter((form) => form !== except).map((form) => form.hold());
    await load();
    await tick();
    for (const putBack of held) putBack();
  }

  /** Notes the key of a press that this tab makes. */
  press(key: string): void {
    this.#presses.push(key);
    if (this.#presses.length > MOST_PRESSES) this.#presses.shift();
  }

  /** Whether this tab made the press: what came of it stands on the page already. */
  isOwn(key: string): boolean {
    return this.#presses.includes(key);
  }
}

export const [usePageForms, providePageForms] = createContext<PageForms>();
