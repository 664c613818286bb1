import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * Builds the console into dist/, which the hub's REST door serves. The door puts a nonce of its own for each answer in the
 * place of `__CSP_NONCE__`: Griffel's style elements need one under a policy without 'unsafe-inline'.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Data addresses would need a wider policy; small files are cheap over one connection.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What many pages share comes as one file: it packs smaller than thirty (253 in place of 264 kB until People can be used).
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'shared', test: /node_modules/, minShareCount: 5 }] } },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/v1': process.env.ATRIUM_URL ?? 'http://127.0.0.1:7400' } },
})
