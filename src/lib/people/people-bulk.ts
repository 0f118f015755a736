import * as v from 'valibot';
import { ROLES } from './permissions.ts';
import { LEVELS } from './person.ts';

/** As many as one press changes or invites. */
export const MOST_PEOPLE_AT_ONCE = 5_000;

/** What can be set for many people at once. */
export const BULK_FIELDS = ['role', 'department', 'level', 'manager'] as const;
export type BulkField = (typeof BULK_FIELDS)[number];

/** Roles that can be given: everybody is an employee already [PE1]. */
export const GIVEN_ROLES = ROLES.filter((role) => role !== 'employee');

/** Whom a press is about: those who are named, or whomever an address of the list finds. */
const chosen = {
  ids: v.pipe(v.optional(v.array(v.string()), []), v.maxLength(MOST_PEOPLE_AT_ONCE, 'people.many.tooMany')),
  query: v.optional(v.pipe(v.string(), v.maxLength(2000))),
};

export const ChosenPeople = v.object(chosen);
export type ChosenPeople = v.InferOutput<typeof ChosenPeople>;

/** The value of a field; empty takes the department, the level or the manager away. */
export const PeopleBulkForm = v.variant('field', [
  v.object({ ...chosen, field: v.literal('role'), value: v.picklist(GIVEN_ROLES, 'form.required') }),
  v.object({ ...chosen, field: v.literal('department'), value: v.string() }),
  v.object({ ...chosen, field: v.literal('level'), value: v.picklist([...LEVELS, '']) }),
  v.object({ ...chosen, field: v.literal('manager'), value: v.string() }),
]);
export type PeopleBulkForm = v.InferOutput<typeof PeopleBulkForm>;

/** What a press does, or would do. */
export interface PeopleBulkOutcome {
  changed: number;
  /** Those who have it already. */
  unchanged: number;
  /** Those who would lead themselves with that manager [PE26]. */
  circles: number;
  /** By which the press is taken back; null where it changed nothing. */
  undoId: string | null;
}

/** Those who are invited again although their link still works: it stops then [PE4]. */
export const InvitePeopleForm = v.object({
  ...chosen,
  isAgain: v.optional(
    v.pipe(
      v.union([v.boolean(), v.string()]),
      v.transform((value) => value === true || value === 'on'),
    ),
    false,
  ),
});

/** How many are invited, and how many are left out: they have an account, are switched off, or have a link that works. */
export interface InvitationCounts {
  invited: number;
  withAccount: number;
  off: number;
  open: number;
}

/** What came of inviting many. */
export interface PeopleInvited extends InvitationCounts {
  /** One link a person; empty where they were mailed, since a link opens an account for whoever has it. */
  links: readonly { name: string; email: string; token: string }[];
  isMailed: boolean;
}
