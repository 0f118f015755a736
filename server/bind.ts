import type { Context } from './context.ts';

type Command<Given extends Context> = (context: Given, ...rest: never[]) => unknown;

/** The names of a module's commands: functions that take a context first. */
type CommandName<Given extends Context, Module> = {
  [Name in keyof Module]: Module[Name] extends Command<Given> ? Name : never;
}[keyof Module];

/** Commands as pages call them: the same names, each one argument shorter. */
type Bound<Given extends Context, Module> = {
  [Name in CommandName<Given, Module>]: Module[Name] extends (
    context: Given,
    ...rest: infer Rest
  ) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/** The commands of several modules under one roof. */
type BoundAll<Given extends Context, Modules extends readonly object[]> = Modules extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? Bound<Given, First> & BoundAll<Given, Rest>
  : unknown;

/** Names that a later module would take from an earlier one. */
type Collision<Given extends Context, Modules extends readonly object[]> = Modules extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? (CommandName<Given, First> & keyof BoundAll<Given, Rest>) | Collision<Given, Rest>
  : never;

/**
 * The commands of a domain with the context already handed over. Two modules with a command of the same name
 * are an error of types: one would silently take the other's place.
 */
export function bind<Given extends Context, const Modules extends readonly object[]>(
  context: Given,
  ...modules: [Collision<Given, Modules>] extends [never]
    ? Modules
    : { twoCommandsAreCalled: Collision<Given, Modules> }[]
): BoundAll<Given, Modules> {
  const bound = modules
    .flatMap((module) => Object.entries(module))
    .filter(([, command]) => typeof command === 'function')
    // A function of such a module is a command: its type says so.
    .map(([name, command]) => [name, (...rest: never[]) => (command as Command<Given>)(context, ...rest)]);
  return Object.fromEntries(bound) as BoundAll<Given, Modules>; // the type says of each name what this loop does to it
}
