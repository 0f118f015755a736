/** While somebody types, nothing is asked. */
const PAUSE_MS = 300;

/**
 * Asks a page of ours about what is typed, once its writer pauses; undefined where they typed on. A refusal throws:
 * whoever shows the answer goes on without it.
 */
export async function askWhileTyping<Answer>(url: string, signal: AbortSignal): Promise<Answer | undefined> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  if (signal.aborted) return undefined;
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
