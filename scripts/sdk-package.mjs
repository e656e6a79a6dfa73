import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './steps.mjs';
import { writeTypes } from './sdk-types.mjs';

/** What the package needs at run time; the versions are those of the project. */
const needs = ['jsqr', 'pngjs', 'qrcode', 'socket.io-client'];

/** The sdk and the terminal client as a package of their own, which installs without a server or a database. */
export async function buildSdkPackage(folder = path.join(root, 'dist/sdk')) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await bundleSdk(folder);
  await writeTypes(folder);
}

/** All but the types. */
export async function bundleSdk(folder) {
  const esbuild = await import('esbuild');
  const whole = {
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    format: 'esm',
    logLevel: 'warning',
  };
  await Promise.all([
    esbuild.build({
      ...whole,
      entryPoints: ['sdk/index.ts'],
      outfile: path.join(folder, 'index.js'),
      platform: 'neutral',
      target: 'es2022',
      sourcemap: true,
    }),
    esbuild.build({
      ...whole,
      entryPoints: ['cli/main.ts'],
      outfile: path.join(folder, 'cli.js'),
      platform: 'node',
      target: 'node20.19',
    }),
  ]);
  await chmod(path.join(folder, 'cli.js'), 0o755);
  const project = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const manifest = {
    name: 'heliograph-sdk',
    version: project.version,
    description:
      'Live WhatsApp sessions of a Heliograph gateway: a client for Node and browsers, and a terminal.',
    type: 'module',
    engines: project.engines,
    exports: {
      '.': { types: './types/index.d.ts', default: './index.js' },
      './package.json': './package.json',
    },
    types: './types/index.d.ts',
    bin: { heliograph: './cli.js' },
    sideEffects: false,
    dependencies: Object.fromEntries(needs.map((name) => [name, project.dependencies[name]])),
  };
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyFile(path.join(root, 'sdk/README.md'), path.join(folder, 'README.md'));
}
