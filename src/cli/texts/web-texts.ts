/** What `demo --web` says. */
export interface WebTexts {
  readonly pageAt: string
  readonly stops: string
  readonly goesWithWeb: (option: string) => string
  /** A page in a browser has no file to write. */
  readonly noRecord: string
  /** There is no machine in the page to look at. */
  readonly noInspect: string
  /** A checkout that was never built. */
  readonly pageMissing: string
}

export const enWebTexts: WebTexts = {
  pageAt: 'The page is ready. Open this link in a browser of this machine (it works once):',
  stops: 'Nothing leaves this machine. Ctrl-C stops it.',
  goesWithWeb: (option) => `${option} goes with --web`,
  noRecord:
    '--record does not go with --web, whose enrollments run in the browser: leave --web out, or use --inspect in place of --record',
  noInspect:
    '--inspect shows machines of the page, and with --server there are none; leave one of the two out',
  pageMissing: 'The page has not been built: run npm run build',
}

export const zhCNWebTexts: WebTexts = {
  pageAt: '页面已就绪。请在本机浏览器中打开此链接（仅可使用一次）：',
  stops: '一切都只在本机上进行。按 Ctrl-C 停止。',
  goesWithWeb: (option) => `${option} 只能与 --web 一起使用`,
  noRecord:
    '--record 不能与 --web 一起使用，因为绑定流程在浏览器中进行：请去掉 --web，或用 --inspect 代替 --record',
  noInspect: '--inspect 显示页面中的状态机，而使用 --server 时页面中没有状态机；请去掉其中一个选项',
  pageMissing: '页面尚未构建：请运行 npm run build',
}
