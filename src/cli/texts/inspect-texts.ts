import type { RecordFault } from '../inspect/recording-file.ts'
import type { RecordingFault } from '../inspect/read-recording-file.ts'

/** The words of `mfa-enroll inspect`, of `--inspect` and `--record`. */
export interface InspectTexts {
  /** A link follows. */
  readonly viewerAt: string
  /** What `inspect` alone is for, and how it ends. */
  readonly playing: string
  readonly replaying: string
  /** Nobody is at the terminal, and all would be over before the link is opened. */
  readonly waiting: string
  /** A checkout that was never built. */
  readonly viewerMissing: string
  /** `file` is written as a shell takes it, and told only if it is there: another name may be a secret. */
  readonly recordFault: (fault: RecordFault, file: string) => string
  readonly replacing: (file: string) => string
  readonly recorded: (file: string) => string
  readonly recordingEnds: string
  readonly recordingFault: (fault: RecordingFault) => string
  readonly torn: string
  readonly omitted: (count: number) => string
  readonly codeSent: (to: string, code: string) => string
  readonly appShows: (code: string, seconds: number) => string
  readonly photoKey: (key: string) => string
  /** An enrollment of the playground has ended. */
  readonly reload: string
  /** `diagram --story` with a format that has all or nothing. */
  readonly storyOfPictures: string
}

const enRecordFault = (fault: RecordFault, file: string): string => {
  switch (fault) {
    case 'open':
      return `others can read ${file}; run: chmod 600 ${file}, or name a new file`
    case 'symbolicLink':
      return `${file} is a link; name the file itself, or a new one`
    case 'hardLink':
      return `${file} has a second name elsewhere (a hard link); name a new file`
    case 'notYours':
      return `${file} belongs to another user; name a new file`
    case 'notAFile':
      return `${file} is not a file; name a new one`
    case 'notARecording':
      return `${file} is there and is no recording; name a new file`
    case 'unwritable':
      return 'the file cannot be written; check its folder and owner'
  }
}

const enRecordingFault = (fault: RecordingFault): string => {
  switch (fault.is) {
    case 'noFile':
      return 'there is no such file; give the path of a file that --record wrote'
    case 'notAFile':
      return 'that is not a file; give the path of a file that --record wrote'
    case 'unreadable':
      return 'the file cannot be read; check its owner'
    case 'empty':
      return 'the recording holds no event; choose another one'
    case 'tooLarge':
      return 'the file is larger than any recording; choose another one'
    case 'notARecording':
      return 'the file is no recording of an enrollment; choose one that --record wrote'
    case 'otherVersion':
      return 'the recording is of another version; open it with the version of mfa-enrollment that wrote it'
    case 'badLine':
      return `line ${fault.line} of the recording was damaged or changed; ask for the file anew`
  }
}

export const enInspectTexts: InspectTexts = {
  viewerAt: 'The inspector is ready. Open this link in a browser of this machine (it works once):',
  playing:
    'Choose a factor there. Its sandbox is in this process, and the codes that it sends are told here. Ctrl-C stops it.',
  replaying: 'Nothing leaves this machine. Ctrl-C stops it.',
  waiting: 'It begins when the link is opened.',
  viewerMissing: 'The inspector has not been built: run npm run build',
  recordFault: (fault, file) => `--record: ${enRecordFault(fault, file)}`,
  replacing: (file) => `${file} holds an earlier recording, which is replaced.`,
  recorded: (file) => `Recorded. To look at it: mfa-enroll inspect ${file}`,
  recordingEnds: 'The recording could not be written any further and ends here. The enrollment goes on.',
  recordingFault: (fault) => `FILE: ${enRecordingFault(fault)}`,
  torn: 'The last line of the recording broke off and was left out.',
  omitted: (count) => `The recording is long: its ${count} oldest events are left out.`,
  codeSent: (to, code) => `Code for ${to}: ${code}`,
  appShows: (code, seconds) => `An authenticator app would show ${code}, for ${seconds} s more.`,
  photoKey: (key) => `The key of a photo that was uploaded: ${key}`,
  reload: 'It has ended. To begin another one, reload the page.',
  storyOfPictures: '--story goes with --format mermaid or svg',
}

const zhRecordFault = (fault: RecordFault, file: string): string => {
  switch (fault) {
    case 'open':
      return `其他用户可读取 ${file}；请运行：chmod 600 ${file}，或使用新的文件名`
    case 'symbolicLink':
      return `${file} 是链接，请直接给出文件本身，或使用新的文件名`
    case 'hardLink':
      return `${file} 在别处还有另一个名称（硬链接），请使用新的文件名`
    case 'notYours':
      return `${file} 属于其他用户，请使用新的文件名`
    case 'notAFile':
      return `${file} 不是文件，请使用新的文件名`
    case 'notARecording':
      return `${file} 已存在且不是记录文件，请使用新的文件名`
    case 'unwritable':
      return '无法写入该文件，请检查其目录和所有者'
  }
}

const zhRecordingFault = (fault: RecordingFault): string => {
  switch (fault.is) {
    case 'noFile':
      return '找不到该文件，请给出 --record 所写文件的路径'
    case 'notAFile':
      return '这不是文件，请给出 --record 所写文件的路径'
    case 'unreadable':
      return '无法读取该文件，请检查其所有者'
    case 'empty':
      return '该记录中没有任何事件，请选择其他文件'
    case 'tooLarge':
      return '该文件过大，不可能是记录，请选择其他文件'
    case 'notARecording':
      return '该文件不是绑定流程的记录，请选择 --record 所写的文件'
    case 'otherVersion':
      return '该记录属于其他版本，请用写入它的 mfa-enrollment 版本打开'
    case 'badLine':
      return `记录的第 ${fault.line} 行已损坏或被改动，请重新索取该文件`
  }
}

export const zhCNInspectTexts: InspectTexts = {
  viewerAt: '检查器已就绪。请在本机浏览器中打开此链接（仅可使用一次）：',
  playing: '请在页面中选择要素。沙盒在本进程内，它发送的验证码显示在此处。按 Ctrl-C 停止。',
  replaying: '一切都只在本机上进行。按 Ctrl-C 停止。',
  waiting: '打开链接后开始。',
  viewerMissing: '检查器尚未构建：请运行 npm run build',
  recordFault: (fault, file) => `--record：${zhRecordFault(fault, file)}`,
  replacing: (file) => `${file} 中已有较早的记录，将被替换。`,
  recorded: (file) => `已记录。查看方法：mfa-enroll inspect ${file}`,
  recordingEnds: '记录无法继续写入，到此为止。绑定流程不受影响。',
  recordingFault: (fault) => `FILE：${zhRecordingFault(fault)}`,
  torn: '记录的最后一行不完整，已略去。',
  omitted: (count) => `记录过长：最早的 ${count} 个事件已略去。`,
  codeSent: (to, code) => `发送至 ${to} 的验证码：${code}`,
  appShows: (code, seconds) => `身份验证器应用会显示 ${code}，还有 ${seconds} 秒有效。`,
  photoKey: (key) => `已上传照片的键：${key}`,
  reload: '绑定流程已结束。要开始新的流程，请刷新页面。',
  storyOfPictures: '--story 只能与 --format mermaid 或 svg 一起使用',
}
