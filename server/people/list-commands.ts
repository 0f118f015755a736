import { readTableQuery, ROWS_A_PIECE, type TableQuery } from '#lib/base/table-query.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { accountState, type SentInvitation } from '#lib/people/account-state.ts';
import {
  findPeople,
  peopleTerms,
  PEOPLE_VIEWS,
  type PeopleReader,
  type PeopleViewName,
  type PersonPlace,
} from '#lib/people/people-query.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { byName } from './by-name.ts';
import { listDepartments, type DepartmentRow } from './department-store.ts';
import { listSentInvitations } from './invitation-store.ts';
import { listPeople as readPeople, type PersonRow } from './store.ts';

/** A person as a row of the list. */
export interface ListedPersonRow extends PersonPlace, Pick<PersonRow, 'isActive' | 'version'> {
  /** How their invitation went; undefined for whoever has none, or an account. */
  invitation: SentInvitation | undefined;
}

/** The first piece of what a query finds, and what stands around it [PE27]. */
export interface ListedPeople {
  people: ListedPersonRow[];
  total: number;
  all: number;
  counts: Record<PeopleViewName, number>;
}

/** The list as an address asks for it; what the address asks and the list does not know is in `unknown`. */
export async function getPeopleList(
  context: Context,
  actor: Actor,
  address: URLSearchParams,
): Promise<ListedPeople & { query: TableQuery; unknown: string[] }> {
  requirePermission(actor, 'people.view');
  const { places, departments } = await readPlaces(context, context.db, actor);
  const { query, unknown } = readTableQuery(address, peopleTerms(departments));
  const reader = readerOf(context, actor);
  const found = findPeople(places, query, reader);
  const count = (name: PeopleViewName): number => {
    const own = PEOPLE_VIEWS.find((view) => view.name === name)?.query ?? '';
    const terms = peopleTerms(departments);
    return findPeople(places, readTableQuery(new URLSearchParams(own), terms).query, reader).length;
  };
  return {
    query,
    unknown,
    people: found.slice(0, ROWS_A_PIECE),
    total: found.length,
    all: places.length,
    counts: { all: count('all'), uninvited: count('uninvited'), off: count('off') },
  };
}

/** The next rows of the same list, from an offset on. */
export async function getPeopleRows(
  context: Context,
  actor: Actor,
  address: URLSearchParams,
  offset: number,
): Promise<ListedPersonRow[]> {
  requirePermission(actor, 'people.view');
  const { found } = await findListed(context, context.db, actor, address);
  const from = Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
  return found.slice(from, from + ROWS_A_PIECE);
}

/** Everybody whom an address of the list finds. */
export async function findListed(
  context: Context,
  db: Queries,
  actor: Actor,
  address: URLSearchParams,
): Promise<{ found: ListedPersonRow[]; places: ListedPersonRow[]; departments: DepartmentRow[] }> {
  const { places, departments } = await readPlaces(context, db, actor);
  const { query } = readTableQuery(address, peopleTerms(departments));
  return { found: findPeople(places, query, readerOf(context, actor)), places, departments };
}

/** One person of the list, for whoever looks into a row; undefined when nobody has this id. */
export async function findListedPerson(
  context: Context,
  actor: Actor,
  id: string,
): Promise<ListedPersonRow | undefined> {
  requirePermission(actor, 'people.view');
  const { places } = await readPlaces(context, context.db, actor);
  return places.find((person) => person.id === id);
}

async function readPlaces(context: Context, db: Queries, actor: Actor) {
  const people = byName(actor, await readPeople(db));
  const invitations = await listSentInvitations(db);
  const departments = await listDepartments(db);
  const nowMs = context.clock();
  const places = people.map((each): ListedPersonRow => {
    const { loginUserId, locale: _locale, theme: _theme, timeZone: _timeZone, ...person } = each;
    const invitation = loginUserId === null ? invitations.get(person.id) : undefined;
    const state = accountState({ ...person, hasAccount: loginUserId !== null }, invitation, nowMs);
    return { ...person, state, invitation };
  });
  return { places, departments };
}

function readerOf(context: Context, actor: Actor): PeopleReader {
  const personId = actor.kind === 'person' ? actor.id : undefined;
  return { personId, today: dayAt(context.clock(), context.settings.timeZone) };
}
