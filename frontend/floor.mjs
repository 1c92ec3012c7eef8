// The oldest browser an office has is Chromium 98: what is newer is lowered by the build, or refused here.

/** Chromium 98, for every tool of the build. */
export const TARGET = 'chrome98'

/** [what, Chromium that first has it, how it reads]. Guarded uses are taken out by GUARDED first. */
const STYLE = [
  [':has()', 105, /:has\(/],
  ['nesting', 112, /&|[;{]\s*[.#:>+~][^;{}]*\{[^{}]*:[^{}]*\}\s*[\w-]+\s*:/],
  ['@container', 105, /@container\b/],
  ['@layer', 99, /@layer\b/],
  ['@scope', 118, /@scope\b/],
  ['@starting-style', 117, /@starting-style\b/],
  ['color-mix()', 111, /color-mix\(/],
  ['oklch(), oklab()', 111, /\bokl(?:ch|ab)\(/],
  ['light-dark()', 123, /light-dark\(/],
  ['dvh, svh, lvh', 108, /\d(?:d|s|l)v(?:h|w|min|max|b|i)\b/],
  ['translate, rotate, scale by themselves', 104, /[;{]\s*(?:translate|rotate|scale)\s*:/],
  ['ranges in media queries', 104, /@media[^{]*\([^()]*[<>]/],
  ['text-wrap', 114, /[;{]\s*text-wrap\s*:/],
  ['field-sizing', 123, /field-sizing\s*:/],
  ['subgrid', 117, /\bsubgrid\b/],
  [':user-valid, :user-invalid', 119, /:user-(?:in)?valid/],
  ['overflow: clip on one side', 90, /overflow-clip-margin/],
  ['unprefixed mask', 120, /[;{]\s*mask(?:-image)?\s*:/],
  ['::details-content', 131, /::details-content/],
]
const SCRIPT = [
  ['Array.toSorted and its like', 110, /\.to(?:Sorted|Reversed|Spliced)\(/],
  ['Array.with', 110, /\.with\(/],
  ['groupBy', 117, /\b(?:Object|Map)\.groupBy\b/],
  ['Promise.withResolvers', 119, /Promise\.withResolvers\b/],
  ['Promise.try', 128, /Promise\.try\b/],
  ['Array.fromAsync', 121, /Array\.fromAsync\b/],
  ['URL.canParse, URL.parse', 120, /\bURL\.(?:canParse|parse)\b/],
  ['popovers', 114, /\.(?:show|hide|toggle)Popover\(/],
  ['CSS.highlights', 105, /CSS\.highlights\b/],
  ['checkVisibility', 105, /\.checkVisibility\(/],
  ['inert', 102, /\.inert\s*=[^=]/],
  ['AbortSignal.timeout, .any', 103, /AbortSignal\.(?:timeout|any)\b/],
  ['setHTMLUnsafe', 124, /\.setHTMLUnsafe\(/],
  ['isWellFormed', 111, /\.(?:is|to)WellFormed\(/],
  ['RegExp.escape', 136, /RegExp\.escape\b/],
  ['Iterator helpers', 122, /\bIterator\.(?:from|prototype)\b/],
  ['sets of sets', 122, /\.(?:isSubsetOf|isSupersetOf|symmetricDifference)\(/],
  ['adoptedStyleSheets as a list that grows', 99, /adoptedStyleSheets\.push\(/],
  ['moveBefore', 133, /\.moveBefore\(/],
  ['view transitions', 111, /\.startViewTransition\(/],
  ['the navigation object', 102, /\bnavigation\.addEventListener\(/],
  ['scheduler', 94, /\bscheduler\.yield\(/],
]

/** Uses that ask first whether the browser can, or rules an older browser drops whole. */
const GUARDED = [
  /if\((\w+)\.moveBefore\)try\{\1\.moveBefore\(/g,
  /document\.startViewTransition\)\{[^}]*\}[^}]*?document\.startViewTransition\(/g,
  // htmx puts in its indicator's style so, within try: the desk has a bar of its own.
  /document\.adoptedStyleSheets\.push\(this\.indicatorStyleSheet\)\}catch/g,
  /window\.navigation&&[^;{}]{0,80}navigation\.addEventListener\(/g,
  // Chromium 131 closes <details> by its content box; before that the print rule beside this one opens them.
  /details::details-content\{content-visibility:visible!important;block-size:auto!important\}/g,
]

/** What of `text` no Chromium 98 understands: one line each, nothing when all is well. */
export function tooNew(text, kind) {
  const bare = GUARDED.reduce((left, guard) => left.replace(guard, ''), text).replace(/url\([^)]*\)|"[^"]*"|'[^']*'/g, found => (kind === 'css' ? '' : found))
  return (kind === 'css' ? STYLE : SCRIPT).filter(([, , reads]) => reads.test(bare)).map(([what, since]) => `${what} (Chromium ${since})`)
}

/** Vite: ends the build when something newer than the floor is left in what it made. */
export function floor() {
  return {
    name: 'floor',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const found = Object.values(bundle).flatMap(one => {
        const kind = one.fileName.endsWith('.css') ? 'css' : one.fileName.endsWith('.js') ? 'js' : ''
        return kind ? tooNew(String(one.code ?? one.source), kind).map(what => `${one.fileName}: ${what}`) : []
      })
      if (found.length) this.error(`newer than Chromium 98:\n${found.join('\n')}`)
    },
  }
}
