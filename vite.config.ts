import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // The page of a pairing link is small and stands alone: its reader has no account, and often a slow phone.
    rolldownOptions: { input: ['client/index.html', 'client/pair.html'] },
    // The page's CSP allows no inline script, and every browser we serve preloads modules itself.
    modulePreload: { polyfill: false },
  },
});
