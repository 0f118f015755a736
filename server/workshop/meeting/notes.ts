import { documentName } from '#lib/sync/document-name.ts';
import { readNotes, startNotes } from '#lib/workshop/meeting/notes-doc.ts';
import type { Rooms } from '#server/rooms.ts';
import { maskText } from '#server/survey/commands.ts';

const notesName = (workshopId: string): string => documentName({ kind: 'notes', workshop: workshopId });

/** Makes the shared text of a meeting where there is none yet; a client never does. */
export async function ensureNotes(rooms: Rooms, workshopId: string): Promise<void> {
  await rooms.edit(notesName(workshopId), startNotes);
}

/** The notes of a meeting for its seals and its minutes: without personal data, as everything that is typed [MT15]. */
export async function readNotesForSeal(rooms: Rooms, workshopId: string): Promise<string> {
  return maskText(await rooms.read(notesName(workshopId), readNotes));
}
