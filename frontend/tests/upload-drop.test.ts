import { expect, test } from 'vitest'
import { UploadDrop, size } from '../src/islands/upload-drop'
import { one, page } from './page'

const choose = (bytes: number) => {
  const input = one<HTMLInputElement>('input')
  Object.defineProperty(input, 'files', { value: [{ name: '名册.xlsx', size: bytes }], configurable: true })
  return one<UploadDrop>('upload-drop').check()
}

test('a file over the limit is refused before it is sent, with both sizes', () => {
  page('<form><upload-drop data-limit="1048576"><input type="file" name="f"></upload-drop></form>')
  expect(choose(3 * 1048576)).toBe(false)
  expect(one('.upload-said').textContent).toContain('3.0 MB')
  expect(one('.upload-said').textContent).toContain('1.0 MB')
  expect(choose(1000)).toBe(true)
  expect(one('.upload-said').textContent).toBe('名册.xlsx · 1 KB')
})

test('sizes in words', () => {
  expect(size(1)).toBe('1 KB')
  expect(size(5 * 1048576 + 524288)).toBe('5.5 MB')
})
