import { expect, test, vi } from 'vitest'
import '../src/islands/copy-button'
import '../src/islands/toast-note'
import '../src/islands/bar-chart'
import { say, typing } from '../src/dom'
import { t } from '../src/words'
import { all, moments, one, page } from './page'

const paint = vi.fn((_place: HTMLElement, _data: unknown) => vi.fn())
vi.mock('../src/chart', () => ({ paint: (place: HTMLElement, data: unknown) => paint(place, data) }))

test('a message can be put away', () => {
  page('<div id="messages"><toast-note class="note note-error">未保存</toast-note></div>')
  one('.note-close').click()
  expect(all('toast-note')).toHaveLength(0)
})

test('good news goes by itself, bad news stays', () => {
  vi.useFakeTimers()
  page('<div id="messages"></div>')
  say('已保存', 'success')
  say('未保存', 'error')
  vi.advanceTimersByTime(60_000)
  expect(all('toast-note').map(note => note.querySelector('span')?.textContent)).toEqual(['未保存'])
  vi.useRealTimers()
})

test('copy, or show the text where there is no clipboard', async () => {
  vi.stubGlobal('navigator', { clipboard: { writeText: async () => { throw new Error('http') } } })
  page('<div id="messages"></div><copy-button data-text="7K2M9Q4X00"></copy-button>')
  one('copy-button button').click()
  await moments()
  expect(one('#messages').textContent).toContain('7K2M9Q4X00')
  vi.unstubAllGlobals()
})

test('a chart draws what its script holds and keeps the table', async () => {
  page('<script type="application/json" id="s">{"x":["1月"],"series":[]}</script><bar-chart data-from="s"><table></table></bar-chart>')
  await vi.waitFor(() => expect(paint).toHaveBeenCalledWith(one('.chart-canvas'), { x: ['1月'], series: [] }))
  expect(all('bar-chart table')).toHaveLength(1)
})

test('the page decides the language', () => {
  document.documentElement.lang = 'en'
  expect(t('是', 'yes')).toBe('yes')
  document.documentElement.lang = 'zh-Hans'
  expect(t('是', 'yes')).toBe('是')
})

test('keys in a field are typed, on a tick box they are not', () => {
  page('<input id="a"><input id="b" type="checkbox">')
  const told: boolean[] = []
  document.body.addEventListener('keydown', event => told.push(typing(event)))
  for (const id of ['#a', '#b']) one(id).dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }))
  expect(told).toEqual([true, false])
})
