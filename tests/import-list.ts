import type { Actor } from '#lib/people/person.ts';
import type { ImportPreview } from '#lib/people/import/people-import.ts';
import type { App } from '#server/app.ts';

/** A list as the bytes of its file. */
export function listBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Previews a list and imports what the preview showed, as the page does; returns the preview. */
export async function importList(
  app: App,
  actor: Actor,
  list: string | Uint8Array<ArrayBuffer>,
  becomes: Readonly<Record<string, string>> = {},
): Promise<ImportPreview> {
  const file = typeof list === 'string' ? listBytes(list) : list;
  const chosen = { file, newKeys: Object.keys(becomes), becomes: Object.values(becomes) };
  const preview = await app.people.previewImport(actor, chosen);
  await app.people.importPeople(actor, { ...chosen, seen: preview.fingerprint });
  return preview;
}
