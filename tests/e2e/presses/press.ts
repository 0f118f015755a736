import type { Actor } from '#lib/people/person.ts';
import type { Permission, Standing } from '#lib/people/permissions.ts';
import type { Running } from '#server/serve.ts';
import type { World } from './world.ts';

/** Somebody at a device of their own. */
export interface Visitor {
  name: Standing | 'outsider' | 'maker';
  /** Empty for nobody. */
  cookie: string;
  actor: Actor;
}

/**
 * How one has to stand to the object of a press, whatever one's role. 'anybody' with the permission; the
 * rest are its people. A workshop's come in an order: who facilitates it also takes part.
 */
export type Place =
  | 'anybody'
  | 'is in it'
  | 'takes part'
  | 'steers'
  | 'facilitates'
  | 'made it'
  /** Owner, deputy or proposer of a project. */
  | 'answers for it'
  /** Of the CX team. */
  | 'is in the team'
  | 'is signed up'
  /** In the line of a tour, and first in it with a seat that came free. */
  | 'waits for it'
  | 'is offered it'
  /** To whom a seat is proposed, and who leads whoever has one. */
  | 'is asked'
  | 'leads them'
  /** A mentor of a tour. */
  | 'looks after it'
  /** A director of a part that signs, without a hand in the project. */
  | 'may sign'
  /** Whoever uploads a file imports it. */
  | 'uploads it'
  /** An installation that is the demo. */
  | 'is an admin of it';

/** A place of somebody for whom an object is made: also those that suffice for no action. */
export type Standpoint = Place | 'stranger' | 'watches';

export type Fields = Record<string, string | Blob | readonly string[]>;

/** A valid press on an object that was made for it. */
export interface Press {
  fields: Fields;
  /** What is named in the address, by the names in its route. */
  ids?: Record<string, string>;
  /** Who presses, where it is not the visitor's own: the cookie of a guest belongs to one workshop. */
  cookie?: string;
  /** Where it is pressed, where it is not in the world. */
  at?: Running;
  /** Waits for what follows the answer. */
  settled?: () => Promise<void>;
}

/** All that the tests know of one form action. */
export interface PressedAction {
  /** The permission that it needs; null for those that anybody may try. */
  needs: Permission | null;
  /** Which of those with the permission it is for. */
  place: Place;
  /** Makes a new object, in which the visitor stands so, and says what is pressed on it. */
  make(world: World, by: Visitor, standpoint: Standpoint): Promise<Press>;
  /** Answers and writes nothing. */
  isReading?: true;
  /** Its answer is kept nowhere: pressed again, it says that this is stored. */
  isSecret?: true;
  /** Standings that cannot be where it is. */
  onlyFor?: readonly Standing[];
}

export type PressedActions = Readonly<Record<string, PressedAction>>;

/** What SvelteKit answers to the press of a form. */
export interface Answer {
  type: string;
  status?: number;
  location?: string;
  data?: string;
}

/** Presses as a browser of this visitor does. */
export async function send(
  world: World,
  { action, press, visitor, requestKey }: SentPress,
): Promise<Answer & { httpStatus: number }> {
  const body = new FormData();
  body.set('requestKey', requestKey);
  for (const [name, value] of Object.entries(press.fields)) {
    if (typeof value === 'string' || value instanceof Blob) body.set(name, value);
    else for (const item of value) body.append(`${name}[]`, item);
  }
  const { address } = press.at ?? world.running;
  const cookie = press.cookie ?? visitor.cookie;
  const headers = new Headers({
    origin: address,
    accept: 'application/json',
    'x-sveltekit-action': 'true',
    ...(cookie && { cookie }),
  });
  const response = await fetch(new URL(pathOf(action, press.ids ?? {}), address), {
    method: 'POST',
    body,
    headers,
  });
  const answer: Answer = await response.json();
  return { ...answer, httpStatus: response.status };
}

interface SentPress {
  /** `route?/name`, as `builtDoors` lists it. */
  action: string;
  press: Press;
  visitor: Visitor;
  requestKey: string;
}

/** `/(app)/issues/[id]?/rate` of some issue as `/issues/2b…?/rate`. */
export function pathOf(action: string, ids: Readonly<Record<string, string>>): string {
  const path = action
    .replace('?/default', '')
    .replaceAll(/\/\([^)]+\)/g, '')
    .replaceAll(/\[([^\]]+)\]/g, (_, name: string) => {
      const id = ids[name];
      if (id === undefined) throw new Error(`Nothing says which ${name} is meant by ${action}.`);
      return id;
    });
  return path || '/';
}

export function isDone(answer: Answer): boolean {
  return answer.type === 'success' || answer.type === 'redirect';
}

/** The status of a refusal, whether an action gave it or what stands before all actions. */
export function refusalOf(answer: Answer & { httpStatus: number }): number {
  return answer.httpStatus === 200 ? (answer.status ?? 200) : answer.httpStatus;
}
