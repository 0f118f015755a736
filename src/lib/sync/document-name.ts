/**
 * Which live document of a workshop: the shared board, what the server alone writes for the room and for
 * its wall, the notes that a meeting writes together, what the facilitators say among themselves, or one silent draft.
 */
export type DocumentName =
  | { kind: 'board' | 'control' | 'wall' | 'backstage' | 'notes'; workshop: string }
  | { kind: 'draft'; workshop: string; participant: string };

const PART = /^[A-Za-z0-9_-]{1,64}$/;
const SHARED = ['board', 'control', 'wall', 'backstage', 'notes'] as const;

/** The name under which a document is stored and addressed, such as `workshop/01h.../board`. */
export function documentName(document: DocumentName): string {
  const base = `workshop/${document.workshop}/${document.kind}`;
  return document.kind === 'draft' ? `${base}/${document.participant}` : base;
}

/** Reads a document's name; undefined when it is none. */
export function parseDocumentName(name: string): DocumentName | undefined {
  const [domain, workshop, kind, participant, ...rest] = name.split('/');
  if (domain !== 'workshop' || !workshop || !PART.test(workshop) || rest.length > 0) return undefined;
  if (kind === 'draft') {
    return participant && PART.test(participant) ? { kind, workshop, participant } : undefined;
  }
  if (participant !== undefined) return undefined;
  const shared = SHARED.find((candidate) => candidate === kind);
  return shared && { kind: shared, workshop };
}
