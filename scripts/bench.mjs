// `npm run bench`: installs what is missing, then measures from the sources.
import './node-version.mjs';

const [{ install }, { endStepsOnSignals, run, StepFailed }] = await Promise.all([
  import('./install.mjs'),
  import('./steps.mjs'),
]);
endStepsOnSignals();
try {
  await install();
  const { code } = await run(process.execPath, ['--import', 'tsx', 'bench/main.ts'], { show: true });
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof StepFailed ? error.message : error);
  process.exitCode = 1;
}
