/** Asks before a form's button acts; with `data-reason` the reason is demanded and sent under that name. */
import { make } from '../dom'
import { t } from '../words'

export class ConfirmButton extends HTMLElement {
  private sure = false

  connectedCallback(): void {
    this.addEventListener('click', event => {
      const button = (event.target as HTMLElement).closest<HTMLButtonElement>('button')
      if (!button || this.sure || !button.form?.reportValidity()) return
      event.preventDefault()
      event.stopPropagation()
      this.ask(button)
    }, { capture: true })
  }

  private ask(button: HTMLButtonElement): void {
    const { ask = t('确定吗？', 'Are you sure?'), yes, reason, tone } = this.dataset
    if (!('showModal' in HTMLDialogElement.prototype)) {
      const given = reason ? window.prompt(ask, '') : window.confirm(ask) ? ' ' : null
      if (given) this.act(button, given.trim())
      return
    }
    const text = make('textarea', { class: 'form-control', rows: '3', maxlength: '500', required: '', id: 'confirm-reason' })
    const go = make('button', { type: 'submit', class: `btn ${tone === 'danger' ? 'btn-danger' : 'btn-primary'}` }, yes ?? button.textContent?.trim() ?? t('确定', 'Yes'))
    const back = make('button', { type: 'button', class: 'btn btn-plain' }, t('取消', 'Cancel'))
    const body = make('div', { class: 'dialog-body' }, make('p', { id: 'confirm-ask' }, ask))
    if (reason)
      body.append(make('label', { class: 'label', for: 'confirm-reason' }, this.dataset.reasonLabel ?? t('理由（记入日志）', 'Reason (recorded)')), text)
    const form = make('form', { method: 'dialog' }, make('h2', { id: 'confirm-title' }, this.dataset.title ?? t('请确认', 'Please confirm')), body, make('div', { class: 'dialog-end' }, back, go))
    const dialog = make('dialog', { 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-ask' }, form)
    document.body.append(dialog)
    back.addEventListener('click', () => dialog.close())
    form.addEventListener('submit', event => {
      event.preventDefault()
      dialog.returnValue = 'yes'
      dialog.close('yes')
    })
    dialog.addEventListener('close', () => {
      dialog.remove()
      if (dialog.returnValue === 'yes') this.act(button, text.value.trim())
      else button.focus()
    })
    dialog.showModal()
    if (reason) text.focus()
  }

  private act(button: HTMLButtonElement, given: string): void {
    const { reason } = this.dataset
    if (reason && button.form) {
      const named = button.form.elements.namedItem(reason)
      const held = named instanceof HTMLInputElement || named instanceof HTMLTextAreaElement ? named : make('input', { type: 'hidden', name: reason })
      if (!held.isConnected) button.form.append(held)
      held.value = given
    }
    this.sure = true
    button.click()
    this.sure = false
  }
}
customElements.define('confirm-button', ConfirmButton)
