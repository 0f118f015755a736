/** A picture of a screen or a page of a document; more is an archive. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** Kinds of files that people hang on something: pictures, documents and texts that no browser runs. */
export const FILE_TYPES = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/csv': ['csv'],
  'text/plain': ['txt', 'log', 'md'],
} as const;
export type FileType = keyof typeof FILE_TYPES;

/** The names of files that somebody may choose from. */
export const FILE_ENDINGS = '.png,.jpg,.jpeg,.webp,.pdf,.txt,.csv';

export const LONGEST_NAME = 120;
const SIGNATURES: readonly (readonly [FileType, (bytes: Uint8Array) => boolean])[] = [
  ['image/png', (bytes) => hasAt(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', (bytes) => hasAt(bytes, 0, [0xff, 0xd8, 0xff])],
  // "RIFF", four bytes of length, "WEBP"
  [
    'image/webp',
    (bytes) => hasAt(bytes, 0, [0x52, 0x49, 0x46, 0x46]) && hasAt(bytes, 8, [0x57, 0x45, 0x42, 0x50]),
  ],
  ['application/pdf', (bytes) => hasAt(bytes, 0, [0x25, 0x50, 0x44, 0x46, 0x2d])],
];

/**
 * What a file is, by its bytes and never by its name [WS95]; undefined for what is not taken. A text may be
 * in any encoding, but holds no control characters beyond tabs and line ends; only its name tells a table
 * from other text, and both are handed out as text.
 */
export function fileTypeOf(bytes: Uint8Array, name: string): FileType | undefined {
  const known = SIGNATURES.find(([, fits]) => fits(bytes))?.[0];
  if (known) return known;
  if (!isText(bytes)) return undefined;
  return endingOf(name) === 'csv' ? 'text/csv' : 'text/plain';
}

/** The name under which a file is handed out: no folders, no control characters, and an ending that fits. */
export function fileNameOf(name: string, type: FileType): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  // Marks that turn the direction of writing could make "exe.png" of "gnp.exe".
  const clean = last
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const endings: readonly string[] = FILE_TYPES[type];
  const ending = endingOf(clean);
  const stem = endings.includes(ending) ? clean.slice(0, -ending.length - 1) : clean;
  const kept = endings.includes(ending) ? ending : endings[0];
  const short = [...stem]
    .slice(0, LONGEST_NAME)
    .join('')
    .replace(/[. ]+$/, '');
  return `${short || 'file'}.${kept}`;
}

function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function hasAt(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, i) => bytes[at + i] === byte);
}

/** UTF-16 is known by its mark alone; everything else has a byte for each letter, and no control codes. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  if (hasAt(bytes, 0, [0xff, 0xfe]) || hasAt(bytes, 0, [0xfe, 0xff])) return bytes.length % 2 === 0;
  return bytes.every(
    (byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d,
  );
}
