import { getContext, setContext } from 'svelte';

/** What the buttons of a form know of it: whether a press of theirs is still under way. */
export interface FormBusy {
  readonly isBusy: boolean;
}

const KEY = Symbol('form-busy');

/** The form around a button, or nothing: most buttons stand in none. */
export function useFormBusy(): FormBusy | undefined {
  return getContext<FormBusy | undefined>(KEY);
}

export function provideFormBusy(form: FormBusy): void {
  setContext(KEY, form);
}
