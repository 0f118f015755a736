import { unmarkedWide } from '#lib/base/encoding/detect-encoding.ts';
import { stoppingFault, type FileFault, type FileFaultCode } from './file-fault.ts';

/** First bytes of formats that people rename to .csv or upload by mistake. */
const SIGNATURES: readonly (readonly [FileFaultCode, readonly number[]])[] = [
  ['old-excel-workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['parquet-file', [0x50, 0x41, 0x52, 0x31]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x47, 0x49, 0x46, 0x38]],
];

const ZIP = [0x50, 0x4b, 0x03, 0x04];

/**
 * What a file is when it is not delimited text, as an issue that names it and the way out; undefined
 * when nothing speaks against reading it. `bytes` is the head of the file. Who says which encoding it has
 * (`hasKnownEncoding`) says that it is text. See [SV2], [SV134].
 */
export function recogniseNotCsv(bytes: Uint8Array, hasKnownEncoding = false): FileFault | undefined {
  if (bytes.length === 0) return stoppingFault('empty-file');
  if (startsWith(bytes, ZIP)) return stoppingFault(zipKind(bytes));
  for (const [code, signature] of SIGNATURES) {
    if (startsWith(bytes, signature)) return stoppingFault(code);
  }
  const start = asciiStart(bytes);
  if (start === '') return bytes.length < 4096 ? stoppingFault('empty-file') : undefined;
  if (/^<(?:!doctype|html|head|table|\?xml)/i.test(start)) return stoppingFault('web-page');
  if (/^(?:\{\s*"|\[\s*[{[])/.test(start)) return stoppingFault('json');
  return !hasKnownEncoding && looksBinary(bytes) ? stoppingFault('binary') : undefined;
}

/** Whether the head of a file is that of an Excel workbook (.xlsx), whose sheets can be read. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP) && zipKind(bytes) === 'excel-workbook';
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** An Excel workbook is a zip whose members live in `xl/`; LibreOffice's names its kind at the start. */
function zipKind(bytes: Uint8Array): FileFaultCode {
  const names = new TextDecoder('windows-1252').decode(bytes.subarray(0, 1 << 16));
  if (names.includes('xl/')) return 'excel-workbook';
  if (names.includes('[Content_Types].xml') && !/word\/|ppt\//.test(names)) return 'excel-workbook';
  if (names.includes('application/vnd.oasis.opendocument')) return 'open-document';
  return 'archive';
}

function asciiStart(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252')
    .decode(bytes.subarray(0, 4096))
    .replace(/^(?:\u00ef\u00bb\u00bf)/, '')
    .trim();
}

/** More zeros than these are no accident: one byte in a hundred, the zeros at the end of a file that a crash left apart. */
const STRAY_ZEROS = 0.01;

/** Control codes do not occur in text, and hardly any zeros, except those of UTF-16 in every other byte. */
function looksBinary(bytes: Uint8Array): boolean {
  if (hasWideMark(bytes) || unmarkedWide(bytes)) return false;
  const head = withoutZerosBehind(bytes.subarray(0, 1 << 15));
  let controls = 0;
  let zeros = 0;
  for (const byte of head) {
    if (byte === 0) zeros++;
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls++;
  }
  return controls > head.length * 0.02 || zeros > Math.max(1, head.length * STRAY_ZEROS);
}

function withoutZerosBehind(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

function hasWideMark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
