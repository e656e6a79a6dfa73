import { expect, test } from 'vitest';
import { phasesOf, replay, scenarios } from './replay.ts';

const mostSessions = 4;
const told = (scenario: string, which = 0) => phasesOf(replay(scenario, which, { pushed: true }));

/** The states of each session of a recording, a line each; sessions of which nothing is said are left out. */
const lines = (scenario: string) =>
  Array.from({ length: mostSessions }, (_, which) => told(scenario, which))
    .filter((phases) => phases !== '')
    .map((phases, i) => `  ${i + 1}. ${phases}`)
    .join('\n');

/** Both builds under one name where they show the same. */
function table(): string {
  const all = scenarios();
  const names = [...new Set(all.map((name) => name.replace(/^(z|g26)-/, '')))].sort();
  return names
    .flatMap((name) => {
      const builds = ['z', 'g26'].filter((build) => all.includes(`${build}-${name}`));
      const shown = builds.map((build) => ({ build, text: lines(`${build}-${name}`) }));
      const same = new Set(shown.map(({ text }) => text)).size === 1;
      const one = [{ build: builds.join(', '), text: shown[0]!.text }];
      return (same ? one : shown).map(({ build, text }) => `${name} (${build})\n${text}\n`);
    })
    .filter((entry) => entry.includes('→'))
    .join('\n');
}

test('every recording, with what the service pushed, leads through the states that are written down', async () => {
  await expect(table()).toMatchFileSnapshot('./recorded-states.txt');
});

test.each([
  ['temporary-ban', 'needs-attention(temporary_ban)'],
  ['client-outdated', 'needs-attention(client_outdated)'],
  ['login-failures', 'needs-attention(unknown)'],
])('what looks like a drop that heals is known by its push: %s', (scenario, state) => {
  for (const build of ['z', 'g26']) {
    expect(told(`${build}-${scenario}`)).toContain(state);
    expect(phasesOf(replay(`${build}-${scenario}`))).not.toMatch(/online → needs-attention/);
  }
});

test('the end of an older client’s codes takes an online session along: forgotten, and connected once more', () => {
  const versions = replay('z-disconnect-in-qr-phase-then-scan', 0, { pushed: true });
  expect(versions.at(-1)!.facts).toMatchObject({ cause: { code: 'unknown' }, paired: 'yes' });
  expect(versions.at(-1)!.facts.recovery!.nextAttemptAt).not.toBeNull();
});

test('pushes bring no code that looks had not, and none a moment longer', () => {
  for (const scenario of scenarios()) {
    for (const { facts } of replay(scenario, 0, { pushed: true })) {
      if (facts.qr === null) continue;
      expect(['pairing', 'stopping']).toContain(facts.phase);
      expect(facts.loggedIn).toBe(false);
    }
  }
});
