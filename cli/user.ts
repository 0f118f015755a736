import { isAppError } from '#lib/base/errors.ts';
import { ROLES, type Role } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/person.ts';
import { createApp, type App } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import type { Log } from '#server/log.ts';
import { CommandError, reportFailure, UsageError } from './command-failure.ts';
import type { Output } from './output.ts';
import { readArguments, type Environment } from './read-arguments.ts';
import { refusalText } from './refusal-text.ts';

const USAGE = `usage: herringbone user add EMAIL NAME [--role ROLE ...] [--json]
       herringbone user role EMAIL ROLE [ROLE ...] [--json]
       herringbone user reset EMAIL [--json]
  ROLE: ${ROLES.join(', ')}
`;

const OPERATOR: Actor = { kind: 'system', name: 'command line' };

/**
 * `herringbone user`: adds a person, sets their roles, or makes a new invitation link for them, on the
 * database that the server uses, while it runs too. Resolves to the exit code: 0 done, 1 refused, 2 bad usage.
 */
export function userCommand(
  args: string[],
  io: Output,
  environment: Environment = process.env,
): Promise<number> {
  return reportFailure(USAGE, io, async () => {
    const task = readTask(args);
    const config = readConfig(environment);
    const app = await createApp({ config, log: logTo(io) });
    try {
      if (!(await app.access.isSetUp())) {
        throw new CommandError(
          'This Herringbone is not set up yet. Start it and open the set-up link that it prints.',
        );
      }
      const done = await task.run(app);
      io.out(task.isJson ? `${JSON.stringify(done.facts)}\n` : `${done.lines.join('\n')}\n`);
    } catch (error) {
      throw isAppError(error) ? new CommandError(refusalText(error)) : error;
    } finally {
      await app.close();
    }
  });
}

/** Only what went wrong is worth a line beside the result: a mail that could not be sent. */
function logTo(io: Output): Log {
  const tell = (facts: object, message: string): void => {
    const reason = 'error' in facts && facts.error instanceof Error ? `: ${facts.error.message}` : '';
    io.err(`${message}${reason}\n`);
  };
  return { info: () => undefined, warn: tell, error: tell };
}

/** What a task reports: to a program, and to a person. */
interface Done {
  facts: Record<string, unknown>;
  lines: string[];
}

interface Task {
  isJson: boolean;
  run(app: App): Promise<Done>;
}

function readTask(args: string[]): Task {
  const { values, positionals } = readArguments(args, {
    role: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  });
  const isJson = values.json;
  const [name, email, ...rest] = positionals;
  if (name === undefined || !['add', 'role', 'reset'].includes(name)) {
    throw new UsageError(name === undefined ? 'add, role or reset?' : `user cannot "${name}".`);
  }
  if (email === undefined) throw new UsageError('Whose? The e-mail is missing.');
  if (name !== 'add' && values.role) throw new UsageError('--role belongs to user add.');
  if (name === 'add') {
    const [fullName] = rest;
    if (fullName === undefined) throw new UsageError('The name is missing.');
    if (rest.length > 1) throw new UsageError(`Put the name in quotation marks: "${rest.join(' ')}".`);
    const roles = readRoles(values.role ?? []);
    return { isJson, run: (app) => addPerson(app, { email, name: fullName, roles }) };
  }
  if (name === 'role') {
    if (rest.length === 0) throw new UsageError('Which role?');
    const roles = readRoles(rest);
    return { isJson, run: (app) => setRoles(app, email, roles) };
  }
  if (rest.length > 0) throw new UsageError('user reset takes one e-mail.');
  return { isJson, run: (app) => resetPerson(app, email) };
}

function readRoles(names: readonly string[]): Role[] {
  return names.map((name) => {
    const role = ROLES.find((known) => known === name);
    if (!role) throw new UsageError(`There is no role "${name}".`);
    return role;
  });
}

async function addPerson(app: App, form: { email: string; name: string; roles: Role[] }): Promise<Done> {
  const id = await app.people.addPerson(OPERATOR, form);
  const { email, name, roles } = await requireByEmail(app, form.email);
  const invitation = await invite(app, id);
  return {
    facts: { id, email, name, roles, invitation: invitation.address },
    lines: [`${name} <${email}> is added, ${rolesText(roles)}.`, ...invitation.lines],
  };
}

async function setRoles(app: App, address: string, roles: Role[]): Promise<Done> {
  const before = await requireByEmail(app, address);
  await app.people.changePerson(OPERATOR, {
    personId: before.id,
    version: before.version,
    name: before.name,
    departmentId: before.departmentId ?? '',
    roles,
    isActive: before.isActive,
  });
  const { id, email, name, roles: now } = await requireByEmail(app, address);
  return {
    facts: { id, email, name, roles: now, before: before.roles },
    lines: [`${name} <${email}>: ${rolesText(now)} (before: ${rolesText(before.roles)}).`],
  };
}

async function resetPerson(app: App, address: string): Promise<Done> {
  const { id, email, name, isActive } = await requireByEmail(app, address);
  if (!isActive) {
    throw new CommandError(`${name} <${email}> is switched off; an administrator can switch them on again.`);
  }
  const invitation = await invite(app, id);
  return {
    facts: { id, email, name, invitation: invitation.address },
    lines: [
      `${name} <${email}> chooses a new password with this link; the old password works until then.`,
      ...invitation.lines,
    ],
  };
}

async function requireByEmail(app: App, address: string) {
  const email = address.trim().toLowerCase();
  const person = (await app.people.listPeople(OPERATOR)).find((known) => known.email === email);
  if (!person) throw new CommandError(`Nobody here has the e-mail ${email}.`);
  return person;
}

/** The whole link when the address of the server is known, else its path. */
async function invite(app: App, personId: string): Promise<{ address: string; lines: string[] }> {
  const path = `/invite/${await app.access.invite(OPERATOR, personId)}`;
  const { publicUrl } = app.config;
  const address = publicUrl ? new URL(path, publicUrl).href : path;
  const lines = [`Invitation link, good once within 14 days: ${address}`];
  if (!publicUrl) lines.push('Put the address of the server before it, or set PUBLIC_URL.');
  return { address, lines };
}

function rolesText(roles: readonly Role[]): string {
  return roles.length === 0 ? 'no further role' : `roles ${roles.join(', ')}`;
}
