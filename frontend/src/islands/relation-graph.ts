/** Who is tied to whom: shape by kind, names of ties on hover, each node also a button. */
import { dataOf, make } from '../dom'
import { t } from '../words'

export type Relations = {
  nodes: { id: string; label: string; kind?: string; main?: boolean }[]
  edges: { from: string; to: string; label?: string }[]
}
export type Drawn = { mark: (id: string | null) => void; fit: () => void; zoom: (by: number) => void; end: () => void }

/** What is said of a node: each of its ties in words. */
export function ties(data: Relations, id: string): string {
  const name = new Map(data.nodes.map(node => [node.id, node.label]))
  const said = data.edges
    .filter(edge => edge.from === id || edge.to === id)
    .map(edge => `${name.get(edge.from) ?? '?'} —${edge.label ?? ''}→ ${name.get(edge.to) ?? '?'}`)
  return `${name.get(id) ?? ''}：${said.join('；') || t('没有联系', 'no ties')}`
}

export class RelationGraph extends HTMLElement {
  private drawn: Drawn | null = null

  connectedCallback(): void {
    const data = dataOf<Relations>(this.dataset.from)
    if (data?.nodes.length && !this.querySelector('.graph-canvas')) this.build(data)
  }

  disconnectedCallback(): void {
    this.drawn?.end()
  }

  private build(data: Relations): void {
    this.removeAttribute('aria-hidden') // its list of nodes is for everybody
    const canvas = make('div', { class: 'graph-canvas', 'aria-hidden': 'true' })
    const said = make('p', { class: 'graph-said', 'aria-live': 'polite' })
    const list = make('ul', { class: 'graph-nodes', 'aria-label': t('图中的节点', 'Nodes of the graph') })
    for (const node of data.nodes) {
      const button = make('button', { type: 'button', 'aria-pressed': 'false' }, node.label)
      button.addEventListener('click', () => {
        const on = button.getAttribute('aria-pressed') !== 'true'
        for (const other of list.querySelectorAll('button')) other.setAttribute('aria-pressed', String(on && other === button))
        said.textContent = on ? ties(data, node.id) : ''
        this.drawn?.mark(on ? node.id : null)
      })
      list.append(make('li', {}, button))
    }
    const tools = make('div', { class: 'graph-tools' },
      this.tool('+', t('放大', 'Zoom in'), () => this.drawn?.zoom(1.25)),
      this.tool('−', t('缩小', 'Zoom out'), () => this.drawn?.zoom(0.8)),
      this.tool('⤢', t('全部显示', 'Show all'), () => this.drawn?.fit()))
    this.prepend(canvas, tools, list, said)
    void import('../graph').then(({ draw }) => {
      if (this.isConnected) this.drawn = draw(canvas, data, id => (said.textContent = id ? ties(data, id) : ''))
    })
  }

  private tool(text: string, label: string, act: () => void): HTMLButtonElement {
    const button = make('button', { type: 'button', 'aria-label': label }, text)
    button.addEventListener('click', act)
    return button
  }
}
customElements.define('relation-graph', RelationGraph)
