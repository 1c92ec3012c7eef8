import { expect, test, vi } from 'vitest'
import htmx from 'htmx.org/dist/htmx.esm.js'
import '../src/htmx'
import { one, page } from './page'

// The invented browser has no XPath; what htmx itself does is seen in a real one.
vi.mock('htmx.org/dist/htmx.esm.js', () => ({ default: { config: {} } }))

test('the token goes along with every request', () => {
  document.head.innerHTML = '<meta name="csrf-token" content="token">'
  const ctx = { request: { headers: {} as Record<string, string> } }
  document.dispatchEvent(new CustomEvent('htmx:config:request', { detail: { ctx } }))
  expect(ctx.request.headers['X-CSRFToken']).toBe('token')
})

test('an error page is said, never swapped in', () => {
  expect(htmx.config.noSwap).toEqual([204, 304, 400, 401, 403, 404, '5xx'])
  page('<div id="messages"></div>')
  document.dispatchEvent(new CustomEvent('htmx:response:error', { detail: { ctx: { response: { status: 500 } } } }))
  expect(one('#messages').textContent).toContain('系统出错')
})
