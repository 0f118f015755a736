import { deserialize } from '$app/forms';
import type { ActionResult } from '@sveltejs/kit';
import type { ActFields } from '#lib/workshop/act.ts';
import type { Refusal } from '../../../../guarded.ts';

/** What came of a press: the answer of the action, or the key of what to say. */
export type ActOutcome =
  | { answer: Record<string, unknown>; refusal?: undefined }
  | { refusal: { key: string; values?: Record<string, string | number> } };

/**
 * Sends one press to the server. What it changes comes back through the room, so the page itself is
 * not loaded again. Returns what the action answered, or what to say when it was refused or not sent.
 */
export async function actOnRoom(action: string, fields: ActFields): Promise<ActOutcome> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' || value instanceof Blob) body.set(name, value);
    else for (const item of value) body.append(`${name}[]`, item);
  }
  let result: ActionResult<Record<string, unknown>, { refusal?: Refusal }>;
  try {
    const response = await fetch(`?/${action}`, {
      method: 'POST',
      body,
      headers: { 'x-sveltekit-action': 'true' },
    });
    result = deserialize(await response.text());
  } catch {
    return { refusal: { key: 'workshop.notSent' } }; // offline, or the answer was cut short
  }
  if (result.type === 'success') return { answer: result.data ?? {} };
  const refusal = result.type === 'failure' ? result.data?.refusal : undefined;
  if (!refusal) return { refusal: { key: 'workshop.notSent' } };
  const key = refusal.reason ?? refusal.issues[0]?.message ?? `error.${refusal.code}`;
  return { refusal: { key, ...(refusal.values && { values: refusal.values }) } };
}
