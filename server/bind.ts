import type { Context } from './context.ts';

type AnyCommand = (context: Context, ...rest: never[]) => unknown;

/** Commands as pages call them: the same names, each one argument shorter. */
export type Bound<Commands> = {
  [
    Name in keyof Commands as Commands[Name] extends (context: Context, ...rest: never[]) => unknown
      ? Name
      : never
  ]: Commands[Name] extends (context: Context, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/** Commands of one domain with the context already handed over. */
export function bind<Commands extends object>(context: Context, commands: Commands): Bound<Commands> {
  const bound = Object.entries(commands)
    .filter(([, command]) => typeof command === 'function')
    .map(([name, command]) => [name, (...rest: never[]) => (command as AnyCommand)(context, ...rest)]);
  return Object.fromEntries(bound) as Bound<Commands>; // the type says of each name what this loop does to it
}
