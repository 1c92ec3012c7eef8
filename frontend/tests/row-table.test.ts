import { beforeEach, expect, test } from 'vitest'
import '../src/islands/row-table'
import { all, one, page, press } from './page'

beforeEach(() => {
  const rows = [1, 2, 3, 4].map(n => `<tr><td><input type="checkbox" name="pick" value="${n}"></td><td><a data-open href="#${n}">row ${n}</a></td></tr>`)
  page(`<input type="search" id="find"><row-table><table><thead><tr><th><input type="checkbox" data-pick-all></th></tr></thead>
    <tbody>${rows.join('')}</tbody></table><div data-bulk hidden><b data-bulk-count></b></div></row-table>`)
})
const picked = () => all<HTMLInputElement>('[name=pick]').filter(box => box.checked).map(box => box.value)
const at = () => all('tbody tr').findIndex(row => row.classList.contains('at'))

test('j and k walk the rows and stop at the ends', () => {
  press('j')
  expect(at()).toBe(0)
  press('j')
  press('j')
  press('j')
  press('j')
  expect(at()).toBe(3)
  press('k')
  expect(at()).toBe(2)
})

test('x ticks a row and shift+x ticks the rows between', () => {
  press('j')
  press('x')
  press('j')
  press('j')
  press('x', { shiftKey: true })
  expect(picked()).toEqual(['1', '2', '3'])
  expect(one('[data-bulk-count]').textContent).toBe('3')
  expect(one('[data-bulk]').hidden).toBe(false)
})

test('unticking the last one hides the bar', () => {
  press('j')
  press('x')
  press('x')
  expect(one('[data-bulk]').hidden).toBe(true)
})

test('Enter opens the row', () => {
  let opened = ''
  document.addEventListener('click', event => (opened = (event.target as HTMLAnchorElement).getAttribute('href') ?? ''), { once: true })
  press('j')
  press('j')
  press('Enter')
  expect(opened).toBe('#2')
})

test('keys typed into a field move nothing', () => {
  one('#find').focus()
  press('j')
  expect(at()).toBe(-1)
})

test('the box in the head ticks all, and shows when only some are', () => {
  const head = one<HTMLInputElement>('[data-pick-all]')
  head.checked = true
  head.dispatchEvent(new Event('change', { bubbles: true }))
  expect(picked()).toEqual(['1', '2', '3', '4'])
  press('j')
  press('x')
  expect(head.indeterminate).toBe(true)
})
