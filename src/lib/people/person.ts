import type { Locale } from '../base/locale.ts';
import type { Id } from '../base/ids.ts';
import type { Role, Standing } from './permissions.ts';

export type PersonId = Id<'person'>;
export type DepartmentId = Id<'department'>;
export type GuestId = Id<'guest'>;

/** Where somebody stands in the organisation [PE26]; nobody has to say. */
export const LEVELS = ['board', 'head', 'staff'] as const;
export type Level = (typeof LEVELS)[number];

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Whoever makes a request, as the server established it. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly id: PersonId;
      readonly name: string;
      readonly email: string;
      readonly roles: readonly Role[];
      readonly departmentId: DepartmentId | null;
      readonly departmentName: string | null;
      readonly locale: Locale;
      readonly theme: Theme;
      /** Whether single letters are shortcuts. */
      readonly hasLetterKeys: boolean;
      /** Whose clock their moments follow; null for the one of the browser. */
      readonly timeZone: string | null;
      /** The session that the request came with; null where there is none, as on the command line. */
      readonly sessionId: string | null;
    }
  | {
      readonly kind: 'guest';
      readonly id: GuestId;
      readonly name: string;
      readonly workshopId: Id<'workshop'>;
      readonly departmentName: string;
      readonly locale: Locale;
    }
  /** The holder of a door: somebody without an account, who came in by a link. */
  | {
      readonly kind: 'outsider';
      readonly id: Id<'door'>;
      readonly name: string;
      readonly locale: Locale;
    }
  /** The process itself: the command line and scheduled jobs. */
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'nobody' };

/** The rows of the permission table that apply to an actor. The system may do everything. */
export function standingsOf(actor: Actor): readonly Standing[] {
  if (actor.kind === 'person')
    return actor.roles.includes('employee') ? actor.roles : [...actor.roles, 'employee'];
  return [actor.kind === 'guest' ? 'guest' : 'nobody'];
}
