import { diffParts, foldParts, scanParts, type DocumentParts, type DocumentScan } from './document-parts.ts';

/** What is asked of the thread that reads large documents. */
export const DOCUMENT_CALLS = {
  scan: ({ parts }: { parts: DocumentParts }): DocumentScan => scanParts(parts),
  diff: ({ parts, stateVector }: { parts: DocumentParts; stateVector: Uint8Array }): Uint8Array =>
    diffParts(parts, stateVector),
  fold: ({ parts, clocks }: { parts: DocumentParts; clocks: DocumentScan['clocks'] }): Uint8Array =>
    foldParts(parts, clocks),
};
