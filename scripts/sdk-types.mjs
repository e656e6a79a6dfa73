import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { root, StepFailed } from './steps.mjs';

const contractImport = /(['"])(?:\.\.\/)+contract\/[\w-]+\.ts\1/g;

/**
 * The sdk's declarations. The contract's types are inferred from zod schemas; here they are written out, so that
 * whoever installs the package needs neither the schemas nor zod.
 */
export async function writeTypes(folder) {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      ...config.compilerOptions,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      types: ['node'],
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      outDir: path.join(folder, 'types'),
      rootDir: root,
    },
    root,
  );
  const program = ts.createProgram([path.join(root, 'sdk/index.ts')], options);
  const sdk = new Map();
  program.emit(undefined, (file, text) => {
    const name = path.relative(path.join(folder, 'types/sdk'), file);
    if (!name.startsWith('..')) sdk.set(name, text);
  });
  const written = new Map();
  for (const queue = ['index.d.ts']; queue.length > 0;) {
    const name = queue.pop();
    const text = sdk.get(name);
    if (text === undefined || written.has(name)) continue;
    written.set(
      name,
      text.replace(contractImport, "'./contract.js'").replace(/(\.\/[\w-]+)\.ts(['"])/g, '$1.js$2'),
    );
    for (const [, next] of text.matchAll(/['"]\.\/([\w-]+)\.ts['"]/g)) queue.push(`${next}.d.ts`);
  }
  written.set('contract.d.ts', contractTypes(program, [...written.values()].join('\n')));
  await mkdir(path.join(folder, 'types'), { recursive: true });
  for (const [name, text] of written) {
    if (/\bzod\b|\bz\./.test(text)) throw new StepFailed(`The sdk's types in ${name} need zod:\n${text}`);
    await writeFile(path.join(folder, 'types', name), text);
  }
}

/** The contract's types that are named in `used`, and those that they name themselves. */
function contractTypes(program, used) {
  const checker = program.getTypeChecker();
  const known = new Map();
  for (const source of program.getSourceFiles()) {
    if (!path.relative(root, source.fileName).startsWith('contract/')) continue;
    ts.forEachChild(source, (node) => {
      if (ts.isTypeAliasDeclaration(node)) known.set(node.name.text, checker.getTypeAtLocation(node.name));
    });
  }
  const { NoTruncation, InTypeAlias, MultilineObjectLiterals } = ts.TypeFormatFlags;
  const flags = NoTruncation | InTypeAlias | MultilineObjectLiterals;
  const named = (text) => [...known.keys()].filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  const lines = new Map();
  for (const queue = named(used); queue.length > 0;) {
    const name = queue.pop();
    if (lines.has(name)) continue;
    const text = checker.typeToString(known.get(name), undefined, flags);
    lines.set(name, `export type ${name} = ${text};\n`);
    queue.push(...named(text));
  }
  return [...lines.values()].sort().join('');
}
