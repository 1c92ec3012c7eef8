/** Both languages side by side, as on the server; the page's `lang` decides. */
export const t = (zh: string, en: string): string =>
  document.documentElement.lang.startsWith('en') ? en : zh
