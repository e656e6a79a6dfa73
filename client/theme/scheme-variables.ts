/** The colours of tokens.json as `--hg-*` variables, for pages with Mantine and for those without. */
import { phases } from '../phase/phases.ts';
import tokens from './tokens.json';

export type Scheme = 'light' | 'dark';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The `--hg-*` variables of one scheme, and the Mantine variables that follow them. */
export function schemeVariables(scheme: Scheme): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(tokens.schemes[scheme]))
    variables[`--hg-${kebab(name)}`] = value;
  for (const phase of phases) {
    for (const [part, value] of Object.entries(tokens.phases[phase][scheme])) {
      variables[`--hg-phase-${phase}-${part}`] = value;
    }
  }
  for (const [name, token] of Object.entries(tokens.mantineVars))
    variables[name] = `var(--hg-${kebab(token)})`;
  return variables;
}
