import type { Actor } from '#lib/people/person.ts';
import type { App } from '../app.ts';
import type { StoryCalendar } from './story-calendar.ts';

export type PersonActor = Extract<Actor, { kind: 'person' }>;

/** A wave with the file that an analyst opens. */
export interface DemoWave {
  id: string;
  name: string;
  bytes: Uint8Array;
}

/** What the parts of the demo work with, and hand on to each other. */
export interface DemoScene {
  app: App;
  calendar: StoryCalendar;
  password: string;
  /** Somebody of the cast, once they are hired. */
  cast(key: string): PersonActor;
  /** Ids of insights by their names in the story. */
  insights: Map<string, string>;
  /** The imported waves, as the analyst's browser has them, by their names in the story. */
  waves: Map<string, DemoWave>;
  /** Ids of issues by their titles. */
  issues: Map<string, string>;
  /** Ids of applications by their names. */
  applications: Map<string, string>;
}

/** What an earlier part of the story has to have left. */
export function told(known: ReadonlyMap<string, string>, name: string): string {
  const id = known.get(name);
  if (id === undefined) throw new Error(`The story has no “${name}” yet.`);
  return id;
}
