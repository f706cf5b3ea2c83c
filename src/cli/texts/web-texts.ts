/** What `demo --web` says. */
export interface WebTexts {
  readonly pageAt: string
  readonly stops: string
  /** Somebody opened a link that was used before; a new one follows. */
  readonly linkSpent: string
  readonly goesWithWeb: (option: string) => string
  readonly portWrong: string
  readonly portTaken: (port: number, isInUse: boolean) => string
  /** A checkout that was never built. */
  readonly pageMissing: string
}

export const enWebTexts: WebTexts = {
  pageAt: 'The page is ready. Open this link in a browser of this machine (it works once):',
  stops: 'Nothing leaves this machine. Ctrl-C stops it.',
  linkSpent: 'That link has been used. Here is a new one; the browser that is in needs none:',
  goesWithWeb: (option) => `${option} goes with --web`,
  portWrong: '--port must be a number from 0 to 65535; 0 takes a free one',
  portTaken: (port, isInUse) =>
    isInUse
      ? `Port ${port} is in use: stop the program that listens there, or choose another --port (0 takes a free one)`
      : `Port ${port} cannot be listened on: choose another --port (0 takes a free one)`,
  pageMissing: 'The page has not been built: run npm run build',
}

export const zhCNWebTexts: WebTexts = {
  pageAt: '页面已就绪。请在本机浏览器中打开此链接（仅可使用一次）：',
  stops: '一切都只在本机上进行。按 Ctrl-C 停止。',
  linkSpent: '该链接已使用过。新的链接如下；已打开页面的浏览器不需要它：',
  goesWithWeb: (option) => `${option} 只能与 --web 一起使用`,
  portWrong: '--port 必须是 0 到 65535 之间的数字；0 表示任选一个空闲端口',
  portTaken: (port, isInUse) =>
    isInUse
      ? `端口 ${port} 已被占用：请停止占用它的程序，或用 --port 选择其他端口（0 表示任选一个空闲端口）`
      : `无法监听端口 ${port}：请用 --port 选择其他端口（0 表示任选一个空闲端口）`,
  pageMissing: '页面尚未构建：请运行 npm run build',
}
