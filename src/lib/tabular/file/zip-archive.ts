import { stoppingFault, type FileFaultCode } from './file-fault.ts';

/** Why an archive is not read, as the issue to show. Thrown while inflating, caught where the file is opened. */
export class ArchiveRefused extends Error {
  readonly issue;

  constructor(code: FileFaultCode, values?: Record<string, string | number>) {
    super(code);
    this.issue = stoppingFault(code, values);
  }
}

/** A sheet of a million rows inflates to some 500 MB; more is an attack or no survey. */
export const MAX_INFLATED_BYTES = 1 << 30;
/** Sheets shrink to a tenth, repetitive ones to a fiftieth; a bomb to a thousandth. Small members may do as they like. */
export const MAX_RATIO = 300;
export const RATIO_FREE_BYTES = 8 << 20;
export const MAX_MEMBERS = 4096;
const TAIL_BYTES = 0xffff + 22;

interface Member {
  method: number;
  packedBytes: number;
  headerOffset: number;
}

/**
 * Reads members of a zip file through the platform's own inflater, piece by piece: sizes are counted while
 * they inflate, since what the archive says about itself may be a lie. No dependency, and nothing is ever
 * inflated whole. Limits are over all members together.
 */
export class ZipArchive {
  readonly #file: Blob;
  readonly #members: ReadonlyMap<string, Member>;
  readonly #maxBytes: number;
  #inflatedBytes = 0;

  private constructor(file: Blob, members: ReadonlyMap<string, Member>, maxBytes: number) {
    this.#file = file;
    this.#members = members;
    this.#maxBytes = maxBytes;
  }

  /** Reads the directory at the end of the file; throws ArchiveRefused when there is none to rely on. */
  static async open(file: Blob, maxBytes = MAX_INFLATED_BYTES): Promise<ZipArchive> {
    const tailStart = Math.max(0, file.size - TAIL_BYTES);
    const tail = new DataView(await file.slice(tailStart).arrayBuffer());
    const end = findSignature(tail, 0x06054b50);
    if (end < 0) throw new ArchiveRefused('damaged-workbook');
    const count = tail.getUint16(end + 10, true);
    const size = tail.getUint32(end + 12, true);
    const offset = tail.getUint32(end + 16, true);
    if (count > MAX_MEMBERS || offset === 0xffffffff) throw new ArchiveRefused('suspicious-archive');
    if (offset + size > file.size) throw new ArchiveRefused('damaged-workbook');
    const directory = new DataView(await file.slice(offset, offset + size).arrayBuffer());
    return new ZipArchive(file, readDirectory(directory, count), maxBytes);
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** The text of a member, a piece at a time. */
  async *text(name: string): AsyncGenerator<string> {
    const member = this.#members.get(name);
    if (!member) throw new ArchiveRefused('damaged-workbook');
    const header = new DataView(
      await this.#file.slice(member.headerOffset, member.headerOffset + 30).arrayBuffer(),
    );
    if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50)
      throw new ArchiveRefused('damaged-workbook');
    const start = member.headerOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    const packed = this.#file.slice(start, start + member.packedBytes);
    if (member.method !== 0 && member.method !== 8) throw new ArchiveRefused('damaged-workbook');
    const decoder = new TextDecoder('utf-8');
    let own = 0;
    const reader = inflated(packed, member.method).getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        own += value.length;
        this.#inflatedBytes += value.length;
        if (isBomb(own, member.packedBytes) || this.#inflatedBytes > this.#maxBytes)
          throw new ArchiveRefused('suspicious-archive');
        yield decoder.decode(value, { stream: true });
      }
    } catch (error) {
      // The inflater's own complaint about bytes that are no deflate stream.
      throw error instanceof ArchiveRefused ? error : new ArchiveRefused('damaged-workbook');
    } finally {
      await reader.cancel().catch(() => undefined); // already failed: nothing is left to end
    }
    yield decoder.decode();
  }
}

/** Whether so many bytes of one member are more than an honest one of `packedBytes` becomes. */
export function isBomb(bytes: number, packedBytes: number): boolean {
  return bytes > RATIO_FREE_BYTES && bytes > packedBytes * MAX_RATIO;
}

function inflated(packed: Blob, method: number): ReadableStream<Uint8Array> {
  return method === 0 ? packed.stream() : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
}

function findSignature(view: DataView, signature: number): number {
  for (let at = view.byteLength - 22; at >= 0; at--) if (view.getUint32(at, true) === signature) return at;
  return -1;
}

function readDirectory(view: DataView, count: number): Map<string, Member> {
  const members = new Map<string, Member>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50)
      throw new ArchiveRefused('damaged-workbook');
    const nameBytes = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, nameBytes));
    members.set(name.replaceAll('\\', '/'), {
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      headerOffset: view.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}
