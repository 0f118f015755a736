import { deserialize } from '$app/forms';
import { newId } from '#lib/base/ids.ts';
import { readOutcome, type SendOutcome } from '#lib/forms/send-outcome.ts';
import type {
  ActFields,
  ActOutcome,
  ActRefusal,
  Answered,
  RoomActionName,
  RoomActions,
} from '#lib/workshop/room/room-actions.ts';
import type { WaitingPress } from '#lib/workshop/room/press-store.ts';

/**
 * Sends presses to the server. What they change comes back through the room, so the page itself is
 * not loaded again. The same press while the first is under way is that press, and each carries a
 * key, so that what is pressed once is stored once [FM1] [FM2].
 */
export class RoomActs {
  readonly #underWay = new Map<string, Promise<ActOutcome<object>>>();

  send<Name extends RoomActionName>(
    action: Name,
    fields: RoomActions[Name]['input'],
  ): Promise<ActOutcome<Answered<Name>>> {
    // The one place where the answer gets its type: the server is checked against the same map.
    return this.#send(action, fields) as Promise<ActOutcome<Answered<Name>>>;
  }

  /** Sends a press that waited, under the key that it got when it was pressed. */
  sendWaiting({ id, action, fields }: WaitingPress): Promise<ActOutcome<object>> {
    return post(action, fields, id);
  }

  #send(action: string, fields: ActFields): Promise<ActOutcome<object>> {
    const press = pressOf(action, fields);
    if (press === undefined) return post(action, fields);
    const before = this.#underWay.get(press);
    if (before) return before;
    const outcome = post(action, fields).finally(() => this.#underWay.delete(press));
    this.#underWay.set(press, outcome);
    return outcome;
  }
}

/** Names a press by what it says; a file has no words. */
function pressOf(action: string, fields: ActFields): string | undefined {
  const hasFile = Object.values(fields).some((value) => value instanceof Blob);
  return hasFile ? undefined : JSON.stringify([action, fields]);
}

async function post(action: string, fields: ActFields, key: string = newId()): Promise<ActOutcome<object>> {
  const body = new FormData();
  body.set('requestKey', key);
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (value instanceof Blob) body.set(name, value);
    else if (typeof value !== 'object') body.set(name, String(value));
    else for (const item of value) body.append(`${name}[]`, String(item));
  }
  let result: ReturnType<typeof deserialize>;
  try {
    const response = await fetch(`?/${action}`, {
      method: 'POST',
      body,
      headers: { 'x-sveltekit-action': 'true', accept: 'application/json' },
    });
    result = deserialize(await response.text());
  } catch {
    return { refusal: { key: 'room.notSent' } }; // offline, or the answer was cut short
  }
  if (result.type === 'success') return { answer: result.data ?? {} };
  return { refusal: sayWhy(readOutcome(result, navigator.onLine)) };
}

function sayWhy(outcome: SendOutcome): ActRefusal {
  switch (outcome.kind) {
    case 'signed-out':
      return {
        key: 'form.signedOut',
        label: 'form.signInAgain',
        href: `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`,
      };
    case 'refused': {
      const { reason, issues, code, values } = outcome.refusal;
      const key = reason ?? issues[0]?.message ?? `error.${code}`;
      if (key === 'programme.noGoal')
        return {
          key,
          label: 'programme.toBrief',
          href: location.pathname.replace(/board$/, 'prepare#brief'),
        };
      return values ? { key, values } : { key };
    }
    case 'fault':
      return { key: `error.${outcome.error.code}`, values: { id: outcome.error.id ?? '' } };
    default:
      return { key: 'room.notSent' };
  }
}
