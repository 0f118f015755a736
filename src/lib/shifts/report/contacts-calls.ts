import { decodeList } from '#lib/tabular/read/decode-list.ts';
import { readRows, type NumberedRow } from '#lib/tabular/read/read-rows.ts';
import { guessContactColumns, type ContactField } from './contact-columns.ts';
import { weighContacts, type ContactQuestion, type WeighedContacts } from './weigh-contacts.ts';

/** Several hundred thousand contacts with long names; a workbook of as many is smaller. */
export const MAX_CONTACTS_BYTES = 20_000_000;

/** Whether a browser can hold the rows of a file. */
export function isReadable({ size }: { size: number }): boolean {
  return size <= MAX_CONTACTS_BYTES;
}

/** A file as it was opened. */
export interface OpenedContacts {
  headings: readonly string[];
  rows: number;
  columns: Partial<Record<ContactField, number>>;
}

export interface ContactsCalls {
  /** Null for what is no table. */
  open(input: Uint8Array<ArrayBuffer>): Promise<OpenedContacts | null>;
  weigh(input: ContactQuestion): WeighedContacts;
}

/** Reads one file of contacts beside the page, and keeps its rows there. */
export function answerContacts(): ContactsCalls {
  let rows: readonly NumberedRow[] = [];
  return {
    async open(bytes) {
      const text = await decodeList(bytes);
      const [head, ...rest] = text === undefined ? [] : readRows(text);
      if (!head || rest.length === 0) return null;
      rows = rest;
      return { headings: head.cells, rows: rest.length, columns: guessContactColumns(head.cells) };
    },
    weigh: (question) => weighContacts(rows, question),
  };
}
