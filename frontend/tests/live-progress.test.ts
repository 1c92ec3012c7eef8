import { afterEach, expect, test, vi } from 'vitest'
import '../src/islands/live-progress'
import { moments, one, page } from './page'

const BAR = '<live-progress data-src="/j" data-every="1" data-state="running" data-stay><progress max="1"></progress><p class="job-message"></p></live-progress>'
/** Told by what is seen, not by the clock: a machine under load is slow. */
const PATIENTLY = { timeout: 10_000, interval: 5 }
const answers = (...told: (object | Error)[]) =>
  vi.stubGlobal('fetch', vi.fn(async () => {
    const next = told.length > 1 ? told.shift() : told[0]
    if (next instanceof Error) throw next
    return { ok: true, json: async () => next }
  }))
afterEach(() => vi.unstubAllGlobals())

test('the bar follows until the end', async () => {
  answers({ state: 'running', progress: 0.4, message: '读取' }, { state: 'done', progress: 1, message: '完成' })
  let ended = ''
  document.addEventListener('ended', event => (ended = (event as CustomEvent<{ state: string }>).detail.state), { once: true })
  page(BAR)
  await vi.waitFor(() => expect(ended).toBe('done'), PATIENTLY)
  expect(one<HTMLProgressElement>('progress').getAttribute('value')).toBe('1')
  expect(one('.job-message').textContent).toBe('完成')
})

test('a lost connection is said and tried again', async () => {
  answers(new Error('down'), { state: 'done', progress: 1, message: '完成' })
  page(BAR)
  await vi.waitFor(() => expect(one('.job-message').textContent).toBe('完成'), PATIENTLY)
  expect(fetch).toHaveBeenCalledTimes(2)
})

test('an ended job is not asked about', async () => {
  answers({ state: 'done', progress: 1, message: '' })
  page(BAR.replace('running', 'failed'))
  await moments()
  expect(fetch).not.toHaveBeenCalled()
})
