import { openTextReader } from './code-pages.ts';
import { byteOrderMarkLength, type Encoding, isUtf8, linesWithHighBytes } from './encoding.ts';
import { TextEncodings } from './text-encodings.ts';

const LINE_FEED = 0x0a;

/**
 * The head of a file as text, rows of another encoding read in theirs. A last row that the end of the head
 * cut is left out, since it could mislead. `isFixed` reads everything as said: a person chose the encoding.
 */
export function decodeHead(head: Uint8Array, encoding: Encoding, isWhole: boolean, isFixed: boolean): string {
  const bytes = head.subarray(byteOrderMarkLength(head));
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be';
  if (isWide || isFixed || (encoding === 'utf-8' && isUtf8(bytes, isWhole))) {
    const text = openTextReader(encoding).decode(bytes, { stream: !isWhole });
    const lastBreak = text.lastIndexOf('\n');
    return isWhole || lastBreak <= 0 ? text : text.slice(0, lastBreak + 1);
  }
  const lastBreak = bytes.lastIndexOf(LINE_FEED);
  return decodeLines(isWhole || lastBreak <= 0 ? bytes : bytes.subarray(0, lastBreak + 1), encoding);
}

function decodeLines(bytes: Uint8Array, encoding: Encoding): string {
  const encodings = new TextEncodings();
  let text = '';
  let from = 0;
  for (const line of linesWithHighBytes(bytes)) {
    const start = line.byteOffset - bytes.byteOffset;
    text += openTextReader('windows-1252').decode(bytes.subarray(from, start)); // ASCII alone
    text += openTextReader(encodings.foreign(line, encoding) ?? encoding).decode(line);
    from = start + line.length;
  }
  return text + openTextReader('windows-1252').decode(bytes.subarray(from));
}
