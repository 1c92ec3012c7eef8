/** A list walked by keys: j k ↑ ↓ move, x ticks, shift ticks a range, Enter opens, ? tells the keys. */
import { make, typing } from '../dom'
import { t } from '../words'

export class RowTable extends HTMLElement {
  private last = -1

  connectedCallback(): void {
    this.addEventListener('click', this.clicked)
    this.addEventListener('change', this.changed)
    document.addEventListener('keydown', this.pressed)
    this.count()
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.pressed)
  }

  private get rows(): HTMLTableRowElement[] {
    return [...this.querySelectorAll<HTMLTableRowElement>('table tbody tr')]
  }

  private box(row: Element | undefined): HTMLInputElement | null {
    return row?.querySelector<HTMLInputElement>('input[type=checkbox][name=pick]') ?? null
  }

  private get at(): number {
    return this.rows.findIndex(row => row.classList.contains('at'))
  }

  private pressed = (event: KeyboardEvent): void => {
    if (typing(event) || !this.isFirst()) return
    const target = event.target as HTMLElement
    const act: Record<string, () => void> = {
      j: () => this.move(1),
      ArrowDown: () => this.move(1),
      k: () => this.move(-1),
      ArrowUp: () => this.move(-1),
      x: () => this.pick(this.at, event.shiftKey),
      X: () => this.pick(this.at, true),
      '?': () => showKeys(),
      Enter: () => this.open(),
    }
    const todo = act[event.key]
    if (!todo) return
    const onControl = target.closest('a, button, summary, input')
    if (event.key === 'Enter' && onControl) return
    if (event.key.startsWith('Arrow') && !this.contains(target) && target !== document.body && !target.matches('main')) return
    event.preventDefault()
    todo()
  }

  /** Only the first list of a page listens to keys typed outside of any list. */
  private isFirst(): boolean {
    const focused = document.activeElement?.closest('row-table')
    return focused ? focused === this : document.querySelector('row-table') === this
  }

  private move(by: number): void {
    const rows = this.rows
    if (!rows.length) return
    const to = Math.min(Math.max(this.at + by, 0), rows.length - 1)
    for (const row of rows) row.classList.remove('at')
    const row = rows[to]
    if (!row) return
    row.classList.add('at')
    row.tabIndex = -1
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
  }

  private open(): void {
    const row = this.rows[this.at]
    ;(row?.querySelector<HTMLAnchorElement>('a[data-open]') ?? row?.querySelector<HTMLAnchorElement>('a[href]'))?.click()
  }

  private pick(place: number, range: boolean): void {
    const box = this.box(this.rows[place])
    if (!box) return
    box.checked = !box.checked
    if (range) this.fill(place, box.checked)
    this.last = place
    this.count()
  }

  private fill(to: number, checked: boolean): void {
    if (this.last < 0) return
    const [from, end] = this.last < to ? [this.last, to] : [to, this.last]
    for (const row of this.rows.slice(from, end + 1)) {
      const box = this.box(row)
      if (box) box.checked = checked
    }
  }

  private clicked = (event: MouseEvent): void => {
    const box = event.target as HTMLInputElement
    if (!box.matches('input[name=pick]')) return
    const place = this.rows.findIndex(row => row.contains(box))
    if (event.shiftKey) this.fill(place, box.checked)
    this.last = place
    this.count()
  }

  private changed = (event: Event): void => {
    const all = event.target as HTMLInputElement
    if (!all.matches('[data-pick-all]')) return
    for (const row of this.rows) {
      const box = this.box(row)
      if (box) box.checked = all.checked
    }
    this.count()
  }

  /** Shows how many rows are ticked, and the bar of what can be done with them. */
  private count(): void {
    let picked = 0
    for (const row of this.rows) {
      const ticked = this.box(row)?.checked ?? false
      row.classList.toggle('picked', ticked)
      if (ticked) picked += 1
    }
    for (const bar of this.querySelectorAll<HTMLElement>('[data-bulk]')) bar.hidden = picked === 0
    for (const figure of this.querySelectorAll<HTMLElement>('[data-bulk-count]')) figure.textContent = String(picked)
    const all = this.querySelector<HTMLInputElement>('[data-pick-all]')
    if (all) {
      all.checked = picked > 0 && picked === this.rows.length
      all.indeterminate = picked > 0 && picked < this.rows.length
    }
  }
}

const KEYS: [string, string, string][] = [
  ['j ↓ / k ↑', '下一行、上一行', 'next, previous row'],
  ['Enter', '打开', 'open'],
  ['x', '选中或取消', 'tick'],
  ['Shift + x', '连选', 'tick a range'],
  ['/', '检索', 'search'],
  ['n / p', '下一处、上一处标记', 'next, previous mark'],
  ['?', '显示本表', 'show these keys'],
]

/** The keys, in a dialog. */
export function showKeys(): void {
  const list = make('dl', { class: 'keys' })
  for (const [key, zh, en] of KEYS) list.append(make('dt', {}, make('kbd', {}, key)), make('dd', {}, t(zh, en)))
  const close = make('button', { class: 'btn btn-plain' }, t('关闭', 'Close'))
  const dialog = make('dialog', { 'aria-labelledby': 'keys-title' },
    make('form', { method: 'dialog' }, make('h2', { id: 'keys-title' }, t('快捷键', 'Keys')), make('div', { class: 'dialog-body' }, list), make('div', { class: 'dialog-end' }, close)))
  document.body.append(dialog)
  dialog.addEventListener('close', () => dialog.remove())
  dialog.showModal()
}
customElements.define('row-table', RowTable)
