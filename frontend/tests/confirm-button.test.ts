import { beforeEach, expect, test, vi } from 'vitest'
import '../src/islands/confirm-button'
import { one, page } from './page'

let sent: FormData[] = []
const form = (attributes: string) => {
  page(`<form method="post"><confirm-button ${attributes}><button name="move" value="founded">属实</button></confirm-button></form>`)
  one('form').addEventListener('submit', event => {
    event.preventDefault()
    sent.push(new FormData(event.target as HTMLFormElement))
  })
}
beforeEach(() => {
  sent = []
  HTMLDialogElement.prototype.showModal ??= vi.fn()
})

test('nothing is sent before the answer, and nothing after no', () => {
  form('data-ask="确定？"')
  one('button').click()
  expect(sent).toHaveLength(0)
  one('dialog .btn-plain').click()
  expect(sent).toHaveLength(0)
  expect(document.querySelector('dialog')).toBeNull()
})

test('yes sends once', () => {
  form('data-ask="确定？"')
  one('button').click()
  one('dialog form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  expect(sent).toHaveLength(1)
})

test('the reason goes along under the name asked for', () => {
  form('data-ask="确定？" data-reason="reason"')
  one('button').click()
  one<HTMLTextAreaElement>('dialog textarea').value = ' 已核对原件 '
  one('dialog form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  expect(sent[0]?.get('reason')).toBe('已核对原件')
})
