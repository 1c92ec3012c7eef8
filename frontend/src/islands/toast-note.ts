/** A message that can be put away; good news goes by itself. */
import { make } from '../dom'
import { t } from '../words'

export class ToastNote extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('.note-close')) return
    const close = make('button', { type: 'button', class: 'note-close', 'aria-label': t('关闭', 'Close') }, '×')
    close.addEventListener('click', () => this.remove())
    this.append(close)
    if (this.matches('.note-success, .note-info')) setTimeout(() => this.remove(), 12_000)
  }
}
customElements.define('toast-note', ToastNote)
