import { beforeEach, expect, test } from 'vitest'
import '../src/islands/marked-text'
import { one, page, press } from './page'

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined
  page('<marked-text><p>甲<mark id="m1" data-note="起日">三月六日</mark>乙<mark id="m2">十个月</mark></p></marked-text><button data-goto="m2">去</button>')
})
const counter = () => one('.marks-bar span').textContent

test('n and p go round the marks and say where', () => {
  expect(counter()).toBe('– / 2')
  press('n')
  expect(counter()).toBe('1 / 2')
  press('n')
  press('n')
  expect(counter()).toBe('1 / 2')
  press('p')
  expect(one('mark.at').id).toBe('m2')
})

test('a button elsewhere leads to its mark', () => {
  one('[data-goto]').click()
  expect(one('mark.at').id).toBe('m2')
})

test('what a mark proves is shown and readable', () => {
  press('n')
  expect(one('.mark-note').textContent).toBe('起日')
  expect(one('.mark-note').hidden).toBe(false)
  expect(one('#m1').getAttribute('aria-description')).toBe('起日')
})

test('the text itself is untouched', () => {
  expect(one('marked-text p').textContent).toBe('甲三月六日乙十个月')
})
