import { WorkerClient } from '#lib/base/ask-worker.ts';
import { startThread } from '#server/thread-port.ts';
import { APART_BYTES } from '../limits.ts';
import { DOCUMENT_CALLS } from './document-calls.ts';
import type { DocumentParts, DocumentScan } from './document-parts.ts';

/**
 * Reads whole documents away from the event loop when they are large: a megabyte of small structs takes
 * Yjs fifty milliseconds, and sixteen of them would hold up every room for a second. Small ones are
 * read at once, which costs less than the way to the thread. Started when it is first needed.
 */
export class DocumentThread {
  readonly #client = new WorkerClient<typeof DOCUMENT_CALLS>(() =>
    startThread(new URL('document-thread.worker.ts', import.meta.url)),
  );

  /** Whether work on a document of this size goes to the thread. */
  static isApart(bytes: number): boolean {
    return bytes > APART_BYTES;
  }

  async scan(parts: DocumentParts): Promise<DocumentScan> {
    return isApart(parts) ? this.#client.ask('scan', { parts }) : DOCUMENT_CALLS.scan({ parts });
  }

  async diff(parts: DocumentParts, stateVector: Uint8Array): Promise<Uint8Array> {
    const input = { parts, stateVector };
    return isApart(parts) ? this.#client.ask('diff', input) : DOCUMENT_CALLS.diff(input);
  }

  async fold(parts: DocumentParts, clocks: DocumentScan['clocks']): Promise<Uint8Array> {
    const input = { parts, clocks };
    return isApart(parts) ? this.#client.ask('fold', input) : DOCUMENT_CALLS.fold(input);
  }

  close(): void {
    this.#client.close();
  }
}

function isApart(parts: DocumentParts): boolean {
  return DocumentThread.isApart(parts.reduce((sum, part) => sum + part.length, 0));
}
