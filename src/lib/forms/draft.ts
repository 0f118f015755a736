import type { FieldValues } from './field-values.ts';

/** What somebody typed into a form and did not send yet, on this device. */
export interface FormDraft {
  /** Whose it is, on which page, in which form. */
  key: string;
  fields: FieldValues;
  /** Of the press that may have reached the server unanswered: sent again, it stores nothing twice. */
  requestKey: string;
  savedAtMs: number;
}

export const DRAFT_DAYS = 30;

export function draftKey(personId: string, path: string, form: string): string {
  return JSON.stringify([personId, path, form]);
}

/** Before this moment a draft is too old to be kept. */
export function oldestKeptMs(nowMs: number): number {
  return nowMs - DRAFT_DAYS * 24 * 60 * 60 * 1000;
}

/** Where drafts are kept. A device that keeps nothing rejects; nobody waits for that. */
export interface DraftStore {
  find(key: string): Promise<FormDraft | undefined>;
  put(draft: FormDraft): Promise<void>;
  remove(key: string): Promise<void>;
  removeOlder(thanMs: number): Promise<void>;
  erase(): Promise<void>;
}
