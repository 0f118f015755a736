import { keptCaret } from '../keep-caret.ts';

export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Writes what others typed into a field and leaves the caret with its words. */
export function showShared(field: TextField, next: string): void {
  if (field.value === next) return;
  const before = field.value;
  const start = keptCaret(before, next, field.selectionStart ?? before.length);
  const end = keptCaret(before, next, field.selectionEnd ?? before.length);
  field.value = next;
  if (document.activeElement === field) field.setSelectionRange(start, end);
}
