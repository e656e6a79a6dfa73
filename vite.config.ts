import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // The page's CSP allows no inline script, and every browser we serve preloads modules itself.
    modulePreload: { polyfill: false },
  },
});
