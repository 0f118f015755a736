import * as Y from 'yjs';
import { replaceText } from '#lib/ishikawa/doc/edit-text.ts';

/** One cause as somebody writes it for themselves. */
export interface Idea {
  id: string;
  /** The bone that it was written for. */
  bone: string;
  text: string;
  /** The cause that the server made of it at the reveal; null while it is secret. */
  causeId: string | null;
}

/** A cause longer than this is a story; the note of the cause is the place for it. */
export const MAX_IDEA_LENGTH = 300;
/** More from one person is no list of causes any more, and could stuff a board. */
export const MAX_IDEAS = 60;

const IDEAS = 'ideas';

/** Somebody's silent draft, in the order of writing. What is not an idea is passed over: drafts are not trusted. */
export function readIdeas(doc: Y.Doc): Idea[] {
  const ideas: (Idea & { order: number })[] = [];
  for (const [id, record] of doc.getMap(IDEAS)) {
    if (!(record instanceof Y.Map) || record.get('isRemoved') === true) continue;
    const text = record.get('text');
    const bone = record.get('bone');
    const cause = record.get('cause');
    const order = record.get('order');
    if (!(text instanceof Y.Text) || typeof bone !== 'string') continue;
    ideas.push({
      id,
      bone,
      text: text.toString(),
      causeId: typeof cause === 'string' ? cause : null,
      order: typeof order === 'number' ? order : 0,
    });
  }
  ideas.sort((left, right) => left.order - right.order || (left.id < right.id ? -1 : 1));
  return ideas.map(({ id, bone, text, causeId }) => ({ id, bone, text, causeId }));
}

/** Adds an idea at the end. */
export function addIdea(doc: Y.Doc, idea: { id: string; bone: string; text: string; order: number }): void {
  doc.transact(() => {
    const record = new Y.Map<unknown>();
    record.set('text', new Y.Text(idea.text.slice(0, MAX_IDEA_LENGTH)));
    record.set('bone', idea.bone);
    record.set('order', idea.order);
    doc.getMap(IDEAS).set(idea.id, record);
  });
}

/** Makes an idea read `text`. An idea that was revealed stays as it is. */
export function writeIdea(doc: Y.Doc, id: string, text: string): void {
  const record = openIdea(doc, id);
  const shared = record?.get('text');
  if (shared instanceof Y.Text) doc.transact(() => replaceText(shared, text.slice(0, MAX_IDEA_LENGTH)));
}

/** Lets one's own copy of an idea that was revealed go on: the server takes none of it, the tray may [WS108]. */
export function writeLateIdea(doc: Y.Doc, id: string, text: string): void {
  const record = doc.getMap(IDEAS).get(id);
  const shared = record instanceof Y.Map ? record.get('text') : undefined;
  if (shared instanceof Y.Text) doc.transact(() => replaceText(shared, text.slice(0, MAX_IDEA_LENGTH)));
}

/** Takes an idea back, or brings it back. */
export function removeIdea(doc: Y.Doc, id: string, isRemoved: boolean): void {
  openIdea(doc, id)?.set('isRemoved', isRemoved);
}

/**
 * Names the cause that each idea becomes, for ideas that have none; called by the server before it
 * writes the board, so that a reveal that was cut off goes on instead of writing twice [WS21].
 */
export function assignCauses(doc: Y.Doc, newCauseId: () => string): void {
  const map = doc.getMap(IDEAS);
  doc.transact(() => {
    for (const idea of readIdeas(doc).slice(0, MAX_IDEAS)) {
      const record = map.get(idea.id);
      const isWorth = idea.text.trim() !== '' && idea.causeId === null;
      if (isWorth && record instanceof Y.Map) record.set('cause', newCauseId());
    }
  });
}

function openIdea(doc: Y.Doc, id: string): Y.Map<unknown> | undefined {
  const record = doc.getMap(IDEAS).get(id);
  return record instanceof Y.Map && record.get('cause') === undefined ? record : undefined;
}
