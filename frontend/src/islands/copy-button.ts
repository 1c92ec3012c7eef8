/** Copies `data-text` and says so. */
import { make, say } from '../dom'
import { t } from '../words'

export class CopyButton extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('button')) return
    const button = make('button', { type: 'button', 'aria-label': this.getAttribute('aria-label') ?? t('复制', 'Copy') }, t('复制', 'Copy'))
    button.addEventListener('click', () => void this.copy(button))
    this.removeAttribute('aria-label')
    this.append(button)
  }

  private async copy(button: HTMLButtonElement): Promise<void> {
    const text = this.dataset.text ?? ''
    try {
      await navigator.clipboard.writeText(text)
      button.textContent = t('已复制', 'Copied')
      setTimeout(() => (button.textContent = t('复制', 'Copy')), 1500)
    } catch {
      // Plain http has no clipboard: show the text for copying by hand.
      say(`${t('请手工复制：', 'Copy by hand: ')}${text}`)
    }
  }
}
customElements.define('copy-button', CopyButton)
