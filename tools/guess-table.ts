import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readFile } from '../cli/analyse-file.ts';
import { describeColumns } from '#lib/survey/columns/describe-columns.ts';

/**
 * `node tools/guess-table.ts FOLDER`: what is guessed of every survey file of a folder, as a table in Markdown:
 * how it is written, and how many columns have which role, scale and proposed N/A codes. With `--columns` every
 * column of every file, for reading through. What docs/survey-guesses.md was written from.
 */
const [folder = '', ...flags] = process.argv.slice(2);
const showsColumns = flags.includes('--columns');

process.stdout.write('| file | written as | rows | columns | roles |\n| --- | --- | --- | --- | --- |\n');
for (const name of readdirSync(folder).filter((file) => /\.(?:csv|xlsx)$/i.test(file))) {
  const { passport, read } = await readFile(join(folder, name), {});
  const described = describeColumns(read.table);
  const roles = Map.groupBy(described, ({ guess }) => guess.role);
  const counts = [...roles].map(([role, columns]) => `${role} ${columns.length}`).join(', ');
  const written = `${passport.encoding.value}, ${JSON.stringify(passport.delimiter.value)}`;
  const rows = read.table.rowCount;
  process.stdout.write(`| ${basename(name)} | ${written} | ${rows} | ${described.length} | ${counts} |\n`);
  if (!showsColumns) continue;
  for (const { summary, guess, naProposals } of described) {
    const scale = guess.scale ? ` ${guess.scale.min}–${guess.scale.max}` : '';
    const codes = naProposals.map(({ text }) => text).join('; ');
    process.stdout.write(`| | ${summary.name.slice(0, 60)} | | | ${guess.role}${scale} ${codes} |\n`);
  }
}
