/** htmx with the desk's manners: the CSRF token goes along, an error page never lands in a part. */
import htmx from 'htmx.org/dist/htmx.esm.js'
import { csrf, make, say } from './dom'
import { t } from './words'

htmx.config.noSwap = [204, 304, 400, 401, 403, 404, '5xx']

type Context = { ctx: { request: { headers: Record<string, string> }; response?: { status: number } } }

document.addEventListener('htmx:config:request', event => {
  const { ctx } = (event as CustomEvent<Context>).detail
  ctx.request.headers['X-CSRFToken'] = csrf()
})
document.addEventListener('htmx:before:request', () => {
  if (!document.querySelector('.busy-bar')) document.body.append(make('div', { class: 'busy-bar', role: 'presentation' }))
})
document.addEventListener('htmx:finally:request', () => document.querySelector('.busy-bar')?.remove())
document.addEventListener('htmx:response:error', event => {
  const status = (event as CustomEvent<Context>).detail.ctx.response?.status ?? 0
  if (status === 422) return
  if (status === 401 || status === 403)
    say(t('没有完成：已退出登录，或没有权限。请刷新页面后重试。', 'Not done: you are signed out or lack the right. Reload and try again.'), 'error')
  else if (status === 404) say(t('没有完成：内容已不存在或不在您的办理范围。', 'Not done: it is gone or outside your reach.'), 'error')
  else say(t('没有完成：系统出错，数据未改动。请稍后重试。', 'Not done: something went wrong, nothing was changed. Try again later.'), 'error')
})
document.addEventListener('htmx:error', () =>
  say(t('没有完成：连接中断。请检查网络后重试。', 'Not done: the connection broke. Check the network and try again.'), 'error'),
)
