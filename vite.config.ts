import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    rolldownOptions: {
      input: 'client/index.html',
      // What every visit needs is one file, though later pages use parts of it too: a request costs more than a few kB.
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
    },
    // The page's CSP allows no inline script, and every browser we serve preloads modules itself.
    modulePreload: { polyfill: false },
    // In kB, not packed; a test holds what is sent under 250.
    chunkSizeWarningLimit: 900,
  },
});
