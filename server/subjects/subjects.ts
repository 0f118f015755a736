import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Queries } from '../database/engine.ts';
import {
  SUBJECT_KINDS,
  subjectKey,
  type Subject,
  type SubjectKind,
  type SubjectRef,
} from '#lib/base/subject.ts';

/** Of the things with these ids, those that the actor may see, in any order; the domain that owns them answers. */
export type SubjectSource<Given> = (
  context: Given,
  actor: Actor,
  ids: readonly string[],
) => Promise<Subject[]>;

/** Who may see a thing, as ids; null where its permission alone decides. */
export type ReaderSource = (db: Queries, id: string) => Promise<ReadonlySet<string> | null>;

type Ask = (kind: SubjectKind, actor: Actor, ids: readonly string[]) => Promise<Subject[]>;

/**
 * The one way for what hangs on things of any domain to learn what they are called, where their page is, who
 * answers for them, and whether somebody may see them at all. `server/subjects/subject-sources.ts` lists who answers.
 */
export class Subjects {
  readonly #ask: Ask;
  readonly #askReaders: (ref: SubjectRef) => Promise<ReadonlySet<string> | null>;

  constructor(ask: Ask, askReaders: (ref: SubjectRef) => Promise<ReadonlySet<string> | null>) {
    this.#ask = ask;
    this.#askReaders = askReaders;
  }

  /** Among whom somebody can be chosen for it; null where nobody of the organisation is kept away. */
  listReaders(ref: SubjectRef): Promise<ReadonlySet<string> | null> {
    return this.#askReaders(ref);
  }

  /** Those that the actor may see, by `subjectKey`; one question a kind, however many there are. */
  async find(actor: Actor, refs: readonly SubjectRef[]): Promise<ReadonlyMap<string, Subject>> {
    const found = new Map<string, Subject>();
    for (const kind of SUBJECT_KINDS) {
      const ids = new Set(refs.filter((ref) => ref.kind === kind).map(({ id }) => id));
      if (ids.size === 0) continue;
      for (const subject of await this.#ask(kind, actor, [...ids])) found.set(subjectKey(subject), subject);
    }
    return found;
  }

  /** One of them; what is not there and what one may not see are the same refusal. */
  async require(actor: Actor, ref: SubjectRef): Promise<Subject> {
    const subject = (await this.find(actor, [ref])).get(subjectKey(ref));
    if (!subject) throw new AppError('not-found');
    return subject;
  }
}
