// Builds src/main.ts into the package's static/dist: names with a digest, a manifest, .br and .gz beside each file.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { defineConfig } from 'vite'
import { floor, TARGET } from './floor.mjs'

const OUT = process.env.XIEZHI_DIST ?? '../src/xiezhi_desk/static/dist'
const PACKED = /\.(js|css|svg|json)$/
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }

/** Writes the compressed twin that whitenoise serves. */
async function twin(path) {
  const text = await readFile(path)
  const [small, smaller] = await Promise.all([promisify(gzip)(text, { level: 9 }), promisify(brotliCompress)(text, QUALITY)])
  await Promise.all([writeFile(path + '.gz', small), writeFile(path + '.br', smaller)])
}

function packed() {
  const visit = async folder => {
    const found = await readdir(folder, { withFileTypes: true })
    await Promise.all(
      found.map(one => {
        const path = join(folder, one.name)
        if (one.isDirectory()) return visit(path)
        return PACKED.test(one.name) ? twin(path) : undefined
      }),
    )
  }
  return { name: 'packed', apply: 'build', writeBundle: () => visit(OUT) }
}

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [floor(), packed()],
  css: { preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'] } } },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: TARGET,
    cssTarget: TARGET,
    assetsDir: 'a',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: { input: ['src/main.ts', 'src/icons.svg', 'src/seal.svg'], checks: { pluginTimings: false } },
  },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'] },
})
