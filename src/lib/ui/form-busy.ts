import { getContext, setContext } from 'svelte';

/** What the buttons of a form know of it: whether a press of theirs is still under way. */
export interface FormBusy {
  readonly isBusy: boolean;
  /** It takes so long that it is shown. */
  readonly isSaid: boolean;
  /** The button that was pressed. */
  readonly pressed: HTMLElement | null;
  /** A command refused the last press; what is wrong stands in the form. */
  readonly isRefused: boolean;
  /** What that button says then. */
  readonly words: string;
}

const KEY = Symbol('form-busy');

/** The form around a button, or nothing: most buttons stand in none. */
export function useFormBusy(): FormBusy | undefined {
  return getContext<FormBusy | undefined>(KEY);
}

export function provideFormBusy(form: FormBusy): void {
  setContext(KEY, form);
}
