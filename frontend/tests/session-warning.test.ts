import { beforeEach, expect, test, vi } from 'vitest'
import { keep, place, restore } from '../src/islands/session-warning'
import { all, one, page } from './page'

const FORM = '<form method="post" action="/clues/7K/decide/"><textarea name="reason"></textarea><input name="day" type="date"><input name="secret" type="password"></form>'
const write = (text: string) => {
  one<HTMLTextAreaElement>('textarea').value = text
  keep(one<HTMLFormElement>('form'))
}
beforeEach(() => page(FORM))

test('what was written comes back after signing in again', () => {
  write('与案卷核对，止日多算一个月')
  page(FORM)
  expect(restore(one<HTMLFormElement>('form'))).toBe(true)
  expect(one<HTMLTextAreaElement>('textarea').value).toBe('与案卷核对，止日多算一个月')
  expect(all('.restored')).toHaveLength(1)
})

test('what the server sent is never overwritten', () => {
  write('旧')
  page(FORM.replace('></textarea>', '>服务器的新内容</textarea>'))
  expect(restore(one<HTMLFormElement>('form'))).toBe(false)
  expect(one<HTMLTextAreaElement>('textarea').value).toBe('服务器的新内容')
})

test('passwords are not kept', () => {
  one<HTMLInputElement>('[name=secret]').value = 'x'
  write('a')
  expect(sessionStorage.getItem(place(one<HTMLFormElement>('form')))).not.toContain('secret')
})

test('an emptied form keeps nothing', () => {
  write('a')
  write('')
  expect(sessionStorage).toHaveLength(0)
})

test('a day later it is forgotten', () => {
  write('a')
  vi.useFakeTimers({ now: Date.now() + 25 * 60 * 60 * 1000 })
  page(FORM)
  expect(restore(one<HTMLFormElement>('form'))).toBe(false)
  vi.useRealTimers()
})

test('what has arrived is forgotten, what met the sign-in page is not', () => {
  write('理由')
  page(FORM + '<session-warning data-signed-in="1" data-seconds="0"></session-warning>')
  one('form').addEventListener('submit', event => event.preventDefault())
  one('form').dispatchEvent(new Event('submit', { bubbles: true }))
  page('<session-warning data-signed-in="0" data-seconds="0"></session-warning>')
  expect(sessionStorage.length).toBe(2)
  page('<main></main><session-warning data-signed-in="1" data-seconds="0"></session-warning>')
  expect(sessionStorage).toHaveLength(0)
})

test('five minutes before the end it warns, and staying asks the server', async () => {
  vi.useFakeTimers()
  const asked = vi.fn(async () => ({ ok: true, json: async () => ({ signed_in: true, seconds: 1800 }) }))
  vi.stubGlobal('fetch', asked)
  page('<session-warning data-signed-in="1" data-seconds="310"></session-warning>')
  vi.advanceTimersByTime(11_000)
  expect(one('[role=alert]').textContent).toContain('5 分钟')
  one('session-warning button').click()
  await vi.waitFor(() => expect(one('session-warning').classList.contains('shown')).toBe(false))
  expect(asked).toHaveBeenCalledOnce()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('work in another window puts the warning off', () => {
  vi.useFakeTimers()
  page('<session-warning data-signed-in="1" data-seconds="310"></session-warning>')
  localStorage.setItem('xiezhi-until', String(Date.now() + 1_800_000))
  vi.advanceTimersByTime(11_000)
  expect(all('session-warning [role=alert]')).toHaveLength(0)
  vi.useRealTimers()
})

test('when it is over it leads back here', () => {
  vi.useFakeTimers()
  page('<session-warning data-signed-in="1" data-seconds="20"></session-warning>')
  vi.advanceTimersByTime(21_000)
  expect(one<HTMLAnchorElement>('session-warning a').getAttribute('href')).toMatch(/^\/sign-in\/\?next=/)
  vi.useRealTimers()
})
