import { createHash } from 'node:crypto';

/**
 * Names that say how something is sent and not what: the version that a page showed is another one
 * after the first press was stored, and the press is the same all the same.
 */
const ABOUT_SENDING = ['requestKey', 'formName', 'version'];

/** A hash of few letters can be undone: passwords do not go into it, nor what somebody votes [DE12] or rates [IS41]. */
const SECRET = /password|^ballot|^(importance|urgency|abstains|otherReason)$/i;

/** SHA-256 over what was entered, files with their bytes, in the order of the names. */
export async function hashInput(input: Record<string, unknown>): Promise<string> {
  const hash = createHash('sha256');
  const names = Object.keys(input).filter((name) => !ABOUT_SENDING.includes(name) && !SECRET.test(name));
  for (const name of names.sort()) {
    hash.update(JSON.stringify(name));
    for (const value of [input[name]].flat()) {
      if (value instanceof Blob) hash.update(new Uint8Array(await value.arrayBuffer()));
      else hash.update(JSON.stringify(value) ?? '');
      hash.update('\n');
    }
  }
  return hash.digest('hex');
}
