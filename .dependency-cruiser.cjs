/** The walls of the house: imports run one way, and in no circle. docs/architecture.md draws them. */
/** Tests may stand on the simulator, as the gateway stands on the service. */
const tests = '([.]test[.]tsx?|/testing[.]ts|-testing[.]ts|/replay[.]ts|/(nemesis|storm)/[a-z-]+[.]ts)$';

const only = (from, allowed, comment) => ({
  name: `${from}-imports-only-its-own`,
  severity: 'error',
  comment,
  from: { path: `^${from}/`, pathNot: tests },
  to: {
    path: '^(contract|db|server|sdk|cli|client|simulator|e2e|bench|examples|scripts)/',
    pathNot: `^(${[from, ...allowed].join('|')})/`,
  },
});

module.exports = {
  forbidden: [
    only('contract', [], 'the contract belongs to no side'),
    only('db', ['contract'], 'the database knows the contract only'),
    only('sdk', ['contract'], 'the sdk must install without a server'),
    only('server', ['contract', 'db'], 'the server never imports a client'),
    only('client', ['contract', 'sdk'], 'the dashboard speaks to the server over the wire'),
    only('cli', ['contract', 'sdk'], 'the terminal client is an sdk user'),
    only('simulator', [], 'a mistake must not hide on both sides'),
    only('examples', ['sdk', 'contract'], 'examples use what other tools can use'),
    {
      name: 'contract-imports-zod-only',
      severity: 'error',
      from: { path: '^contract/', pathNot: '[.]test[.]ts$' },
      to: { path: 'node_modules', pathNot: 'node_modules/zod' },
    },
    {
      name: 'http-and-realtime-apart',
      severity: 'error',
      comment: 'both ask sessions/present.ts what a person may see',
      from: { path: '^server/(http|realtime)/' },
      to: { path: '^server/(http|realtime)/', pathNot: '^server/$1/' },
    },
    {
      name: 'act-is-the-only-writer',
      severity: 'error',
      comment: 'one door to the service for whatever changes it',
      from: { path: '^server/', pathNot: '^server/(sessions/(act|watch)|upstream/)' },
      to: { path: '^server/upstream/write[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'upstream-knows-no-state',
      severity: 'error',
      from: { path: '^server/upstream/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(db|server/(sessions|realtime|http|auth))/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans-by-name', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
