/**
 * Writes src/lib/i18n/message-arguments.ts: the values that each text of the catalogue takes, as types.
 * TypeScript reads a JSON file's strings as `string` alone, so the types are generated: run
 * `npm run messages` after a text got or lost a value; a test says when the file is older than the texts.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { format, resolveConfig } from 'prettier';

const I18N = join(import.meta.dirname, '../src/lib/i18n');
const FILE = join(I18N, 'message-arguments.ts');
const HEAD = `// Above 300 lines: one a text with values; written by tools/type-messages.ts (npm run messages) from the English catalogue.
/**
 * The values of each text that takes some. A plain \`{value}\` is a text, so that a number, an amount or a day
 * is written in the reader's language first, by the message (\`{n, number}\`) or by the caller.
 */
export interface MessageArguments {
`;

/** The source text of message-arguments.ts for the catalogues as they are. */
export async function typeMessages(): Promise<string> {
  const lines: string[] = [];
  for (const file of globSync('en/*.json', { cwd: I18N }).sort()) {
    const messages: Record<string, string> = JSON.parse(readFileSync(join(I18N, file), 'utf8'));
    for (const [key, message] of Object.entries(messages)) {
      const types = [...argumentTypes(parse(message, { ignoreTag: true }))];
      if (types.length === 0) continue;
      lines.push(`'${key}': { ${types.map(([name, type]) => `${name}: ${type}`).join('; ')} };`);
    }
  }
  const source = `${HEAD}${lines.join('\n')}\n}\n`;
  return format(source, { ...(await resolveConfig(FILE)), parser: 'typescript' });
}

/** The type of each value; one that is used in two ways has the narrower of both. */
function argumentTypes(elements: readonly MessageFormatElement[], types = new Map<string, string>()) {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) continue;
    const type = typeOf(element);
    if (type !== 'string' || !types.has(element.value)) types.set(element.value, type);
    if (element.type === TYPE.select || element.type === TYPE.plural)
      for (const option of Object.values(element.options)) argumentTypes(option.value, types);
  }
  return types;
}

function typeOf(
  element: Exclude<MessageFormatElement, { type: TYPE.literal | TYPE.pound | TYPE.tag }>,
): string {
  if (element.type === TYPE.argument || element.type === TYPE.select) return 'string';
  return element.type === TYPE.date || element.type === TYPE.time ? 'Date | number' : 'number';
}

if (import.meta.main) writeFileSync(FILE, await typeMessages());
