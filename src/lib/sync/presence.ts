import type { Awareness } from 'y-protocols/awareness';

/** Where somebody points: an offset, in the units of the picture, from a part of the document. */
export interface Cursor {
  x: number;
  y: number;
  /** Id of that part, which stands elsewhere in another's picture; null where there is none. */
  at: string | null;
}

/** What everybody in a room sees of one person. */
export interface Presence {
  /** Set by the server: nobody can appear under another name. */
  name: string;
  /** Set by the server: the same on all pages of one person; null before it has said so. */
  person: string | null;
  department: string | null;
  cursor: Cursor | null;
  /** Id of what the person has selected or edits, such as a cause. */
  focus: string | null;
  /** Whether a field is open on the page, in which a sentence may be unfinished. */
  isTyping: boolean;
}

export interface PresentPerson extends Presence {
  /** Yjs client id: one per open page. */
  client: number;
  isMe: boolean;
}

/** Longest label that is shown of somebody; the server bounds the whole presence. */
export const MAX_LABEL = 200;

/** Sets parts of my presence and leaves the others as they are. */
export function setPresence(awareness: Awareness, part: Partial<Omit<Presence, 'name' | 'person'>>): void {
  awareness.setLocalState({ ...awareness.getLocalState(), ...part });
}

/**
 * Everybody in the room, me first, then by name; who has several pages open is one, and is where they point.
 * What others send is parsed, never trusted.
 */
export function listPresent(awareness: Awareness): PresentPerson[] {
  const pages = [...awareness.getStates()].map(([client, state]) => ({
    client,
    isMe: client === awareness.clientID,
    ...readPresence(state),
  }));
  const people = new Map<string, PresentPerson>();
  for (const page of pages) {
    const key = page.person ?? `page ${page.client}`;
    const known = people.get(key);
    if (!known || isBetter(page, known)) people.set(key, page);
  }
  return [...people.values()].sort(
    (a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name) || a.client - b.client,
  );
}

/** Who is in either of two rooms, as the first shows them; me once. */
export function joinPresent(
  here: readonly PresentPerson[],
  there: readonly PresentPerson[],
): PresentPerson[] {
  const known = here.map(({ person }) => person);
  const others = there.filter(({ isMe, person }) => !isMe && (person === null || !known.includes(person)));
  return [...here, ...others];
}

/** Of two pages of one person, which one shows them: this one here, else one that points somewhere. */
function isBetter(page: PresentPerson, known: PresentPerson): boolean {
  if (page.isMe || known.isMe) return page.isMe;
  return known.cursor === null && page.cursor !== null;
}

/** Reads a presence; what is missing or of the wrong kind becomes empty. */
export function readPresence(state: Record<string, unknown>): Presence {
  const { name, person, department, cursor, focus, isTyping } = state;
  return {
    name: readLabel(name) ?? '',
    person: readLabel(person),
    department: readLabel(department),
    cursor: readCursor(cursor),
    focus: readLabel(focus),
    isTyping: isTyping === true,
  };
}

function readLabel(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, MAX_LABEL) : null;
}

function readCursor(value: unknown): Cursor | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, at } = value as Record<string, unknown>; // an object: its properties are checked below
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y)
    ? { x, y, at: readLabel(at) }
    : null;
}
