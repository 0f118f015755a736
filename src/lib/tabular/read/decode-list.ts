import { decodeHead } from '../../base/encoding/decode-head.ts';
import { detectEncoding } from '../../base/encoding/detect-encoding.ts';
import { isWorkbook, recogniseNotCsv } from '../file/not-csv.ts';
import { openSource } from '../file/survey-source.ts';

/** The text of a list: a CSV file in whatever encoding, or the first sheet of a workbook; undefined for anything else. */
export async function decodeList(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  if (isWorkbook(bytes)) {
    const opened = await openSource(new Blob([bytes]), undefined, { keepsEmptyRows: true });
    return opened.ok ? opened.source.text.text() : undefined;
  }
  if (recogniseNotCsv(bytes)) return undefined;
  return decodeHead(bytes, detectEncoding(bytes).encoding, true, false);
}
