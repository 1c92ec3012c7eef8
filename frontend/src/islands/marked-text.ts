/** A judgment's text with marks: n and p go from mark to mark, a counter, what the mark proves. */
import { make, typing } from '../dom'
import { t } from '../words'

export class MarkedText extends HTMLElement {
  private at = -1
  private counter = make('span', { 'aria-live': 'polite' })
  private note = make('div', { class: 'mark-note', role: 'tooltip', hidden: '' })

  connectedCallback(): void {
    if (!this.marks.length || this.querySelector('.marks-bar')) return
    const before = make('button', { type: 'button', 'aria-label': t('上一处标记（p）', 'Previous mark (p)') }, '↑')
    const after = make('button', { type: 'button', 'aria-label': t('下一处标记（n）', 'Next mark (n)') }, '↓')
    before.addEventListener('click', () => this.step(-1))
    after.addEventListener('click', () => this.step(1))
    this.prepend(make('div', { class: 'marks-bar no-print' }, before, this.counter, after))
    this.append(this.note)
    for (const mark of this.marks) {
      mark.tabIndex = 0
      if (mark.dataset.note) mark.setAttribute('aria-description', mark.dataset.note)
    }
    this.addEventListener('mouseover', this.hover)
    this.addEventListener('mouseout', this.leave)
    this.addEventListener('focusin', this.hover)
    this.addEventListener('focusout', this.leave)
    document.addEventListener('keydown', this.pressed)
    document.addEventListener('click', this.sent)
    this.tell()
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.pressed)
    document.removeEventListener('click', this.sent)
  }

  private get marks(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('mark')]
  }

  private pressed = (event: KeyboardEvent): void => {
    if (typing(event) || document.querySelector('marked-text') !== this) return
    if (event.key === 'n') this.step(1)
    else if (event.key === 'p') this.step(-1)
  }

  /** A button elsewhere on the page, `data-goto="m3"`, leads to a mark of this text. */
  private sent = (event: MouseEvent): void => {
    const goal = (event.target as HTMLElement).closest<HTMLElement>('[data-goto]')?.dataset.goto
    const place = this.marks.findIndex(mark => mark.id === goal)
    if (!goal || place < 0) return
    event.preventDefault()
    this.go(place)
  }

  private step(by: number): void {
    const many = this.marks.length
    this.go((this.at + by + many) % many)
  }

  private go(place: number): void {
    this.marks[this.at]?.classList.remove('at')
    this.at = place
    const mark = this.marks[place]
    if (!mark) return
    mark.closest('details')?.setAttribute('open', '')
    mark.classList.add('at')
    mark.focus({ preventScroll: true })
    mark.scrollIntoView({ block: 'center' })
    this.tell()
  }

  private tell(): void {
    this.counter.textContent = `${this.at < 0 ? '–' : this.at + 1} / ${this.marks.length}`
  }

  private hover = (event: Event): void => {
    const mark = (event.target as HTMLElement).closest<HTMLElement>('mark')
    if (!mark?.dataset.note) return
    this.note.textContent = mark.dataset.note
    this.note.hidden = false
    const own = this.getBoundingClientRect()
    const its = mark.getBoundingClientRect()
    this.note.style.left = `${Math.max(0, Math.min(its.left - own.left, own.width - 330))}px`
    this.note.style.top = `${its.bottom - own.top + 6}px`
  }

  private leave = (): void => {
    this.note.hidden = true
  }
}
customElements.define('marked-text', MarkedText)
