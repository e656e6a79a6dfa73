// Runs on any Node that knows modules: plain syntax, no imports.
var wanted = [20, 19];
var has = process.versions.node.split('.').map(Number);

if (has[0] < wanted[0] || (has[0] === wanted[0] && has[1] < wanted[1])) {
  console.error(
    'Heliograph needs Node ' +
      wanted.join('.') +
      ' or newer, and this is Node ' +
      process.versions.node +
      '. Get a newer one from https://nodejs.org and start again.',
  );
  process.exit(1);
}
