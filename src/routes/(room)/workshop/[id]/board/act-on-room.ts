import { deserialize } from '$app/forms';
import type { ActionResult } from '@sveltejs/kit';
import type { Refusal } from '../../../../guarded.ts';

/**
 * Sends one press to the server. What it changes comes back through the room, so the page itself is
 * not loaded again. Returns what to say when it was refused or could not be sent; nothing otherwise.
 */
export async function actOnRoom(
  action: string,
  fields: Record<string, string>,
): Promise<{ key: string; values?: Record<string, string | number> } | undefined> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  let result: ActionResult<Record<string, unknown>, { refusal?: Refusal }>;
  try {
    const response = await fetch(`?/${action}`, {
      method: 'POST',
      body,
      headers: { 'x-sveltekit-action': 'true' },
    });
    result = deserialize(await response.text());
  } catch {
    return { key: 'workshop.notSent' }; // offline, or the answer was cut short
  }
  if (result.type === 'success') return undefined;
  const refusal = result.type === 'failure' ? result.data?.refusal : undefined;
  if (!refusal) return { key: 'workshop.notSent' };
  const key = refusal.reason ?? refusal.issues[0]?.message ?? `error.${refusal.code}`;
  return { key, ...(refusal.values && { values: refusal.values }) };
}
