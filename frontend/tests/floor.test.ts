import { expect, test } from 'vitest'
import { floor, tooNew } from '../floor.mjs'

test.each([
  ['a:has(b){color:red}', ':has()'],
  ['.a{color:red;&:hover{color:blue}}', 'nesting'],
  ['@layer base{a{color:red}}', '@layer'],
  ['a{height:100dvh}', 'dvh'],
  ['a{color:color-mix(in srgb,red,blue)}', 'color-mix()'],
  ['a{color:red;translate:0 1px}', 'translate'],
  ['@media (width>=600px){a{color:red}}', 'ranges'],
  ['details::details-content{color:red}', '::details-content'],
])('%s is refused', (text, what) => expect(tooNew(text, 'css').join()).toContain(what))

test.each([
  ['const a=[2,1].toSorted()', 'toSorted'],
  ['Object.groupBy(a,b)', 'groupBy'],
  ['e.moveBefore(t,n)', 'moveBefore'],
  ['document.adoptedStyleSheets.push(s)', 'adoptedStyleSheets'],
])('%s is refused', (text, what) => expect(tooNew(text, 'js').join()).toContain(what))

test('what an older browser passes over is let through', () => {
  expect(tooNew('if(e.moveBefore)try{e.moveBefore(t,n);return}catch{}', 'js')).toEqual([])
  expect(tooNew('details::details-content{content-visibility:visible!important;block-size:auto!important}', 'css')).toEqual([])
  expect(tooNew('a{transform:translate(1px);background:url("a&b.svg");inset:0}a>b:not(:hover)+c{color:red}', 'css')).toEqual([])
})

test('the build ends when something newer is left', () => {
  const refuse = { error: (said: string) => { throw new Error(said) } }
  const made = { a: { fileName: 'a/main.css', source: 'a:has(b){color:red}' } }
  expect(() => floor().generateBundle.call(refuse, undefined, made)).toThrow('a/main.css: :has() (Chromium 105)')
})
