import type * as Y from 'yjs';
import { STEPS, type Step } from './workshop.ts';

/** What the server tells everybody in the room; clients read it and cannot write it [WS3]. */
export interface Control {
  step: Step;
  title: string;
  problem: string;
}

const MAP = 'control';

/** Writes what differs, so that an unchanged document sends nothing. */
export function writeControl(doc: Y.Doc, control: Control): void {
  const map = doc.getMap(MAP);
  doc.transact(() => {
    for (const [key, value] of Object.entries(control)) if (map.get(key) !== value) map.set(key, value);
  });
}

/** Reads it, or undefined while it has not arrived. */
export function readControl(doc: Y.Doc): Control | undefined {
  const map = doc.getMap(MAP);
  const step = STEPS.find((candidate) => candidate === map.get('step'));
  if (!step) return undefined;
  return { step, title: String(map.get('title') ?? ''), problem: String(map.get('problem') ?? '') };
}
