declare module 'htmx.org/dist/htmx.esm.js' {
  const htmx: { config: { noSwap: (number | string)[] } }
  export default htmx
}
declare module 'cytoscape-fcose' {
  import type { Ext } from 'cytoscape'
  const fcose: Ext
  export default fcose
}
declare module '*/floor.mjs' {
  export function tooNew(text: string, kind: 'css' | 'js'): string[]
  export function floor(): { generateBundle(this: { error(said: string): void }, options: unknown, bundle: object): void }
}
