import { expect, test } from 'vitest';
import { MOST_FILE_BYTES } from '#lib/base/file-type.ts';
import { MOST_FILES, MOST_WORKSHOP_BYTES, refuseFile } from './evidence-file.ts';

test.each([
  [1, 0, 0, undefined],
  [MOST_FILE_BYTES, MOST_FILES - 1, 0, undefined],
  [MOST_FILE_BYTES + 1, 0, 0, 'too-large'],
  [1, MOST_FILES, 0, 'too-many'],
  [2, 0, MOST_WORKSHOP_BYTES - 2, undefined],
  [3, 0, MOST_WORKSHOP_BYTES - 2, 'workshop-full'],
])(
  '[WS94] %i bytes beside %i files and %i bytes of the workshop: %s',
  (bytes, filesOfCause, bytesOfWorkshop, refusal) => {
    expect(refuseFile(bytes, { filesOfCause, bytesOfWorkshop })).toBe(refusal);
  },
);
