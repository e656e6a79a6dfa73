import '@fontsource-variable/geist';
import '@fontsource-variable/geist-mono';
import './pair-base.css';
import '../theme/base.css';
import { createRoot } from 'react-dom/client';
import { openPairingLink } from '../../sdk/pairing-link.ts';
import { keepFocus } from '../focus/keep-focus.ts';
import { warmRedraw } from '../pairing/code-picture.tsx';
import '../words/pair-words.ts';
import { LanguageProvider } from '../words/language.tsx';
import { NoLink } from './no-link.tsx';
import { PairPage } from './pair-page.tsx';
import { dress } from './scheme.ts';

dress();
// The fragment never leaves the browser: no log has it, and no other page is told.
const token = location.hash.slice(1);
const root = document.getElementById('root');
if (root) {
  const page = token === '' ? <NoLink /> : <PairPage feed={openPairingLink('', token)} />;
  createRoot(root).render(<LanguageProvider>{page}</LanguageProvider>);
}
warmRedraw();
keepFocus();
// Another link in the same tab is another page.
window.addEventListener('hashchange', () => location.reload());
