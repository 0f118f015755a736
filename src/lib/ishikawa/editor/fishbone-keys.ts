/** What a key asks for. */
export type FishboneCommand =
  | 'add-sibling'
  | 'add-why'
  | 'outdent'
  | 'remove'
  | 'edit'
  | 'stop'
  | 'undo'
  | 'redo'
  | 'fold'
  | 'fold-below'
  | 'focus'
  | 'merge'
  | 'split'
  | 'find'
  | 'select-all'
  | 'extend-up'
  | 'extend-down'
  | 'extend-left'
  | 'extend-right'
  | 'move-up'
  | 'move-down'
  | 'go-up'
  | 'go-down'
  | 'go-left'
  | 'go-right'
  | 'remove-empty';

/** The part of a keyboard event that decides. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** The keys that mean the same whether one types or not; null for a key that is not ours. */
function sharedCommand(press: KeyPress): FishboneCommand | null {
  const { key, shiftKey, altKey } = press;
  if (press.ctrlKey || press.metaKey) {
    if (altKey) return null;
    switch (key.toLowerCase()) {
      case 'z':
        return shiftKey ? 'redo' : 'undo';
      case 'y':
        return 'redo';
      case 'f':
        return shiftKey ? null : 'find';
      case 'm':
        return 'merge';
      default:
        return null;
    }
  }
  if (altKey) {
    if (key === 'Enter') return 'focus';
    return key === 'ArrowUp' ? 'move-up' : key === 'ArrowDown' ? 'move-down' : null;
  }
  if (key === 'Enter') return shiftKey ? null : 'add-sibling';
  if (key === 'Tab') return shiftKey ? 'outdent' : 'add-why';
  return key === 'Escape' ? 'stop' : null;
}

/** What a key means while a cause is selected; the same on the diagram and in the outline. */
export function commandWhileSelecting(press: KeyPress): FishboneCommand | null {
  const shared = sharedCommand(press);
  if (shared) return shared;
  if (press.ctrlKey || press.metaKey) return press.key.toLowerCase() === 'a' ? 'select-all' : null;
  if (press.altKey) return null;
  switch (press.key) {
    case 'Delete':
    case 'Backspace':
      return 'remove';
    case 'F2':
      return 'edit';
    case ' ':
      return press.shiftKey ? 'fold-below' : 'fold';
    case 'ArrowUp':
      return press.shiftKey ? 'extend-up' : 'go-up';
    case 'ArrowDown':
      return press.shiftKey ? 'extend-down' : 'go-down';
    case 'ArrowLeft':
      return press.shiftKey ? 'extend-left' : 'go-left';
    case 'ArrowRight':
      return press.shiftKey ? 'extend-right' : 'go-right';
    default:
      return null;
  }
}

/** What a key means while one types into a cause; null leaves it to the text field. */
export function commandWhileTyping(press: KeyPress, text: string): FishboneCommand | null {
  if (press.key === 'Enter' && (press.ctrlKey || press.metaKey)) return 'split';
  const shared = sharedCommand(press);
  if (shared || press.ctrlKey || press.metaKey || press.altKey || press.shiftKey) return shared;
  if (press.key === 'Backspace' && text === '') return 'remove-empty';
  if (press.key === 'ArrowUp') return 'go-up';
  return press.key === 'ArrowDown' ? 'go-down' : null;
}

/** What a key asks of the view of the diagram. */
export type ViewCommand = 'zoom-in' | 'zoom-out' | 'fit' | 'pan-up' | 'pan-down' | 'pan-left' | 'pan-right';

/** What a key does to the view: paging moves it, with Alt it zooms, Home shows everything. */
export function viewCommand(press: KeyPress): ViewCommand | null {
  if (press.ctrlKey || press.metaKey) return null;
  if (press.key === 'Home') return 'fit';
  if (press.key === 'PageUp') return press.altKey ? 'zoom-in' : press.shiftKey ? 'pan-left' : 'pan-up';
  if (press.key === 'PageDown') return press.altKey ? 'zoom-out' : press.shiftKey ? 'pan-right' : 'pan-down';
  return null;
}

/**
 * Whether a key types a character: it then starts editing what is selected. Polish letters come with Option or
 * AltGr held, which Windows tells as Ctrl with Alt: with these, what is no plain ASCII was typed.
 */
export function isTyping({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean {
  if ([...key].length !== 1 || key === ' ' || metaKey) return false;
  return altKey ? key > '~' : !ctrlKey;
}
