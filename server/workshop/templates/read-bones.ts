import type * as Y from 'yjs';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { TemplateCategory } from '#lib/ishikawa/templates.ts';

/** The categories of a board with their questions, and nothing that hangs on them. */
export function readBones(doc: Y.Doc): TemplateCategory[] {
  return readFishbone(openFishbone(doc)).fishbone.bones.map(({ name, question }) => ({ name, question }));
}
