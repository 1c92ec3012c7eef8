/** A place to drop files on: size checked before anything is sent, progress while it is. */
import { make, say } from '../dom'
import { t } from '../words'

/** Bytes in words. */
export function size(bytes: number): string {
  return bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`
}

export class UploadDrop extends HTMLElement {
  private said = make('p', { class: 'upload-said', 'aria-live': 'polite' })

  connectedCallback(): void {
    if (this.said.isConnected) return
    this.append(this.said)
    this.addEventListener('dragover', event => {
      event.preventDefault()
      this.classList.add('over')
    })
    this.addEventListener('dragleave', () => this.classList.remove('over'))
    this.addEventListener('drop', event => {
      event.preventDefault()
      this.classList.remove('over')
      if (this.input && event.dataTransfer?.files.length) {
        this.input.files = event.dataTransfer.files
        this.check()
      }
    })
    this.addEventListener('change', () => this.check())
    this.input?.form?.addEventListener('submit', event => this.send(event))
  }

  private get input(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('input[type=file]')
  }

  /** Whether every chosen file is small enough; says which is not. */
  check(): boolean {
    const limit = Number(this.dataset.limit ?? Infinity)
    const files = [...(this.input?.files ?? [])]
    const large = files.find(file => file.size > limit)
    this.input?.setCustomValidity('')
    if (large) {
      const other = this.dataset.otherwise ?? ''
      const text = t(`“${large.name}”为 ${size(large.size)}，超过上限 ${size(limit)}。请拆分后分批上传${other ? `，或者${other}` : ''}。`, `“${large.name}” has ${size(large.size)}, more than ${size(limit)}. Split it and send it in parts${other ? `, or ${other}` : ''}.`)
      this.input?.setCustomValidity(text)
      this.said.textContent = text
      return false
    }
    this.said.textContent = files.map(file => `${file.name} · ${size(file.size)}`).join('，')
    return true
  }

  private send(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement
    if (!this.input?.files?.length || event.defaultPrevented) return
    event.preventDefault()
    if (!this.check()) return
    const bar = make('progress', { max: '1', 'aria-label': t('上传进度', 'Upload') })
    this.append(bar)
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.upload.onprogress = told => {
      if (told.lengthComputable) bar.value = told.loaded / told.total
      if (told.loaded === told.total) this.said.textContent = t('已送达，正在检查…', 'Sent; being checked …')
    }
    request.onload = () => this.arrived(request, bar)
    request.onerror = () => {
      bar.remove()
      delete form.dataset.sent
      say(t('上传中断，文件没有保存。请检查网络后重试。', 'The upload broke; nothing was saved. Check the network and try again.'), 'error')
    }
    const data = new FormData(form)
    const by = event.submitter as HTMLButtonElement | null
    if (by?.name) data.append(by.name, by.value) // FormData(form, submitter) needs Chromium 112
    request.send(data)
  }

  private arrived(request: XMLHttpRequest, bar: HTMLElement): void {
    const moved = new URL(request.responseURL).pathname !== location.pathname
    if (request.status < 400 && moved) {
      location.assign(request.responseURL)
      return
    }
    bar.remove()
    // The form came back with its errors, or an error page: show what the server says.
    const page = new DOMParser().parseFromString(request.responseText, 'text/html')
    const fresh = page.querySelector('main')
    const here = document.querySelector('main')
    if (fresh && here) here.replaceWith(document.adoptNode(fresh))
    else say(t('服务器没有接受文件。', 'The server did not accept the file.'), 'error')
  }
}
customElements.define('upload-drop', UploadDrop)
