/**
 * What somebody entered into a form, read from its controls and put back into them. Read from the
 * page and not from the state of a component, so that it works alike for every form there is.
 */
export type FieldValues = Readonly<Record<string, readonly string[]>>;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const NEVER_KEPT = ['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image'];

/** Controls whose entry may be kept: no passwords, one-time codes or files, and nothing that the page set itself. */
function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement) &&
      element.name !== '' &&
      !NEVER_KEPT.includes(element.type) &&
      !/password|one-time-code/.test(element.autocomplete),
  );
}

const isTicked = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type);

/** Texts in their order, and of boxes and circles the values that are ticked, by the name of the field. */
export function readFields(form: HTMLFormElement): FieldValues {
  const values: Record<string, string[]> = {};
  for (const control of controlsOf(form)) {
    const list = (values[control.name] ??= []);
    if (!isTicked(control)) list.push(control.value);
    else if (control.checked) list.push(control.value);
  }
  return values;
}

/** Puts values back, as if they had been entered: whoever listens to a field hears of it. */
export function writeFields(form: HTMLFormElement, values: FieldValues): void {
  const taken = new Map<string, number>();
  for (const control of controlsOf(form)) {
    const list = values[control.name];
    if (!list) continue;
    if (isTicked(control)) {
      const isChosen = list.includes(control.value);
      if (control.checked === isChosen) continue;
      control.checked = isChosen;
    } else {
      const position = taken.get(control.name) ?? 0;
      taken.set(control.name, position + 1);
      const value = list[position];
      if (value === undefined || control.value === value) continue;
      control.value = value;
    }
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

/** Puts the keyboard into the first control of a field. */
export function focusField(form: HTMLFormElement, name: string): void {
  controlsOf(form)
    .find((control) => control.name === name)
    ?.focus();
}

/** Names of the fields in which two readings of a form differ. */
export function differingFields(one: FieldValues, other: FieldValues): string[] {
  return Object.keys(other).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

/** Only the fields of these names. */
export function pickFields(values: FieldValues, names: readonly string[]): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** A field as its reader sees it: its label, and in words what stands in it. */
export function describeField(form: HTMLFormElement, name: string): { label: string; value: string } {
  const controls = controlsOf(form).filter((control) => control.name === name);
  const [first] = controls;
  const isGroup = controls.length > 1 && first !== undefined && isTicked(first);
  const label = isGroup ? first.closest('fieldset')?.querySelector('legend') : first?.labels?.[0];
  const shown = controls.flatMap((control) => {
    if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.text ?? [];
    if (!isTicked(control)) return control.value;
    return control.checked ? textOf(control.labels?.[0]) || control.value : [];
  });
  return { label: textOf(label) || name, value: shown.filter((text) => text !== '').join(', ') };
}

const textOf = (element: Element | null | undefined): string => element?.textContent?.trim() ?? '';

/** Whether one of these issues is at a field that the form does not have: the server asks for what this page knows nothing of. */
export function lacksField(form: HTMLFormElement, issues: readonly { path: string }[]): boolean {
  const hasField = (path: string): boolean =>
    [path, `${path}[]`].some((field) => form.elements.namedItem(field) !== null);
  return issues.some(({ path }) => !hasField(path));
}
