/** The dashboard's colours on a page without its theme: as the system has it, or as chosen in this browser. */
import tokens from '../theme/tokens.json';
import { schemeVariables } from '../theme/scheme-variables.ts';

const css = (selector: string, variables: Record<string, string>) =>
  `${selector}{${Object.entries(variables)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;

/** Sets the variables, and follows the system from then on. */
export function dress(): void {
  const style = document.createElement('style');
  const { fontFamily, fontFamilyMonospace, shadows } = tokens.theme;
  style.textContent = [
    css(':root', {
      '--mantine-font-family': fontFamily,
      '--mantine-font-family-monospace': fontFamilyMonospace,
      '--mantine-shadow-sm': shadows.sm,
    }),
    css(':root', schemeVariables('light')),
    css(":root[data-mantine-color-scheme='dark']", schemeVariables('dark')),
  ].join('');
  document.head.append(style);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = () => {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem('heliograph-scheme');
    } catch {
      // Without storage the system decides.
    }
    const scheme = chosen === 'dark' || (chosen !== 'light' && dark.matches) ? 'dark' : 'light';
    document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
  };
  follow();
  dark.addEventListener('change', follow);
}
