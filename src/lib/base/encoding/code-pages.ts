import type { Encoding } from './encoding.ts';

/** The upper halves of the code pages of DOS and OS/2 that TextDecoder does not know (Unicode's CP850.TXT, CP852.TXT). */
const UPPER_HALVES = {
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  cp852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
} as const;

/** What turns bytes of one encoding into text; `stream` keeps a letter that a chunk cut in two. */
export interface TextReader {
  decode(bytes: Uint8Array, options?: { stream?: boolean }): string;
}

/** A reader for any encoding that we know. A byte order mark within a text is part of it, not to be swallowed. */
export function openTextReader(encoding: Encoding): TextReader {
  if (encoding === 'cp850' || encoding === 'cp852') return codePageReader(UPPER_HALVES[encoding]);
  return new TextDecoder(encoding, { ignoreBOM: true });
}

function codePageReader(upperHalf: string): TextReader {
  return {
    decode(bytes) {
      let text = '';
      for (const byte of bytes)
        text += byte < 0x80 ? String.fromCharCode(byte) : (upperHalf[byte - 0x80] ?? '');
      return text;
    },
  };
}
