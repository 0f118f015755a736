import * as v from 'valibot';
import { MOST_FILE_BYTES } from '#lib/base/file-type.ts';
import { optionalText } from '#lib/base/parse-input.ts';

/** Files on one cause. */
export const MOST_FILES = 20;
/** All files of a workshop together: a database is no file share. */
export const MOST_WORKSHOP_BYTES = 500 * 1024 * 1024;

/** A file that hangs on a cause; its bytes are handed out by their own address. */
export interface FileEvidence {
  kind: 'file';
  name: string;
  type: string;
  byteSize: number;
  text: string;
}

export const FileForm = v.object({
  workshopId: v.string(),
  causeId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  text: optionalText(200),
  file: v.pipe(v.blob('evidence.file.choose'), v.minSize(1, 'evidence.file.choose')),
});

/** Why a file was not taken. */
export type FileRefusal = 'too-large' | 'too-many' | 'workshop-full' | 'unknown-type';

/** What the text of each refusal names: megabytes, or files. */
export const REFUSAL_VALUES: Readonly<Record<FileRefusal, Readonly<Record<string, number>>>> = {
  'too-large': { limit: MOST_FILE_BYTES / 2 ** 20 },
  'too-many': { limit: MOST_FILES },
  'workshop-full': { limit: MOST_WORKSHOP_BYTES / 2 ** 20 },
  'unknown-type': {},
};

/** Whether there is room for a file [WS94]. Undefined when there is. */
export function refuseFile(
  byteSize: number,
  held: { filesOfCause: number; bytesOfWorkshop: number },
): FileRefusal | undefined {
  if (byteSize > MOST_FILE_BYTES) return 'too-large';
  if (held.filesOfCause >= MOST_FILES) return 'too-many';
  return held.bytesOfWorkshop + byteSize > MOST_WORKSHOP_BYTES ? 'workshop-full' : undefined;
}
