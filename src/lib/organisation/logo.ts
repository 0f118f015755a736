/** A logo is in every page's head and every printed sheet: what is larger is a photograph. */
export const LOGO_MAX_BYTES = 256 * 1024;

/** Kinds of pictures that are taken. SVG is not: it can carry scripts. */
export type LogoType = 'image/png' | 'image/jpeg' | 'image/webp';

/** What a picture is by its first bytes, whatever its name says [OR2]; undefined for what is not taken. */
export function logoTypeOf(bytes: Uint8Array): LogoType | undefined {
  const begins = (signature: readonly number[], at = 0): boolean =>
    bytes.length > at + signature.length && signature.every((byte, index) => bytes[at + index] === byte);
  if (begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (begins([0xff, 0xd8, 0xff])) return 'image/jpeg';
  // RIFF, four bytes of length, WEBP.
  if (begins([0x52, 0x49, 0x46, 0x46]) && begins([0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  return undefined;
}
