import type { FishboneState } from '../Fishbone.svelte.ts';

/** Pastes lines as causes; a single line pasted into a text stays the text's own. */
export function pasteCauses(fishbone: FishboneState, event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (fishbone.selection.editing !== null && !text.trim().includes('\n')) return;
  if (fishbone.clipboard.paste(text)) event.preventDefault();
}

/** Copies, and on a cut removes, the selected branches, unless one is typing. */
export function copyCauses(fishbone: FishboneState, event: ClipboardEvent): void {
  if (fishbone.selection.editing !== null) return;
  const text = event.type === 'cut' ? fishbone.clipboard.cut() : fishbone.clipboard.copy();
  if (text === '') return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
}
