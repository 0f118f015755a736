#!/usr/bin/env node
// CommonJS, and plain JavaScript (package.json beside it says so): a Node that is too old knows no TypeScript
// and must get this far to be told. The command line itself is in cli/.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 26) {
  process.stderr.write(
    `Herringbone needs Node 26 and this is ${process.versions.node}. npm brings its own: run "npm start",\n` +
      'or "npx herringbone COMMAND" in the folder of the product, after "npm ci".\n',
  );
  process.exit(1);
}
void import('../cli/command-line.ts').then(async ({ runCommandLine }) => {
  process.exitCode = await runCommandLine(process.argv.slice(2));
});
