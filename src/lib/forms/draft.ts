import type { FieldValues } from './field-values.ts';

/** What somebody typed into a form and did not send yet, on this device. */
export interface FormDraft {
  /** Whose it is, on which page, in which form. */
  key: string;
  fields: FieldValues;
  /** Of the press that may have reached the server unanswered: sent again, it stores nothing twice. */
  requestKey: string;
  savedAtMs: number;
  /** A press of it was answered by no command; `title` is that of its page. */
  unsent?: { title: string } | undefined;
}

/** A text that could not be sent, and where it is. */
export interface UnsentText {
  key: string;
  path: string;
  title: string;
  /** The longest of what was typed: the page may be gone, and with it the form. */
  text: string;
  savedAtMs: number;
}

export const DRAFT_DAYS = 30;

export function draftKey(personId: string, path: string, form: string): string {
  return JSON.stringify([personId, path, form]);
}

/** The texts of a person that could not be sent, the newest first. */
export function unsentTexts(drafts: readonly FormDraft[], personId: string): UnsentText[] {
  return drafts
    .flatMap(({ key, fields, savedAtMs, unsent }) => {
      const [ownerId, path] = JSON.parse(key) as [string, string, string]; // as `draftKey` wrote it
      if (!unsent || ownerId !== personId) return [];
      const [text = ''] = Object.values(fields)
        .flat()
        .sort((a, b) => b.length - a.length);
      return [{ key, path, title: unsent.title, text, savedAtMs }];
    })
    .sort((a, b) => b.savedAtMs - a.savedAtMs);
}

/** Before this moment a draft is too old to be kept. */
export function oldestKeptMs(nowMs: number): number {
  return nowMs - DRAFT_DAYS * 24 * 60 * 60 * 1000;
}

/** Where drafts are kept. A device that keeps nothing rejects; nobody waits for that. */
export interface DraftStore {
  find(key: string): Promise<FormDraft | undefined>;
  all(): Promise<FormDraft[]>;
  put(draft: FormDraft): Promise<void>;
  remove(key: string): Promise<void>;
  removeOlder(thanMs: number): Promise<void>;
  erase(): Promise<void>;
}
