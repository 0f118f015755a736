#!/usr/bin/env node
// Plain JavaScript syntax up to the version check: an old Node must get this far to be told.
const major = Number(process.versions.node.split('.')[0]);
if (major < 26) {
  process.stderr.write(
    `Herringbone needs Node 26 and this is ${process.versions.node}. Run it through npm, which brings its own: npm start\n`,
  );
  process.exit(1);
}
const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));

export {};
