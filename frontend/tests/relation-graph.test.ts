import { expect, test, vi } from 'vitest'
import { ties } from '../src/islands/relation-graph'
import { all, one, page } from './page'

const mark = vi.fn()
vi.mock('../src/graph', () => ({ draw: () => ({ mark, fit: vi.fn(), zoom: vi.fn(), end: vi.fn() }) }))
const DATA = { nodes: [{ id: 'a', label: '甲' }, { id: 'b', label: '某院', kind: 'organ' }], edges: [{ from: 'b', to: 'a', label: '判处' }] }

test('every node is a button that says its ties', async () => {
  page(`<script type="application/json" id="rel">${JSON.stringify(DATA)}</script><relation-graph data-from="rel"></relation-graph>`)
  await vi.waitFor(() => expect(all('.graph-nodes button')).toHaveLength(2))
  one('.graph-nodes button').click()
  expect(one('.graph-said').textContent).toBe('甲：某院 —判处→ 甲')
  expect(one('.graph-nodes button').getAttribute('aria-pressed')).toBe('true')
})

test('a tie to somebody unknown is shown as unknown', () => {
  expect(ties({ nodes: [{ id: 'a', label: '甲' }], edges: [{ from: 'a', to: 'z', label: '转账' }] }, 'a')).toBe('甲：甲 —转账→ ?')
})

test('without data nothing is drawn', () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue()
  page('<relation-graph data-from="none"><p>table</p></relation-graph>')
  expect(one('relation-graph').innerHTML).toBe('<p>table</p>')
  expect(warned).toHaveBeenCalled()
})
