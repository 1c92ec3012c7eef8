declare module 'htmx.org/dist/htmx.esm.js' {
  const htmx: { config: { noSwap: (number | string)[] } }
  export default htmx
}
declare module 'cytoscape-fcose' {
  import type { Ext } from 'cytoscape'
  const fcose: Ext
  export default fcose
}
