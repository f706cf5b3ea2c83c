interface WhyTexts {
  readonly forbidden: string
  readonly unauthorized: string
  readonly throttled: string
  readonly serverFault: string
  readonly invalidResponse: string
  readonly unanswered: string
  readonly unreached: string
  readonly refused: string
}

interface ToRemoveItTexts {
  readonly now: (call: string) => string
  /** `wait`: seconds until the service listens again; 0 if it did not say. */
  readonly after: (wait: number, call: string) => string
  readonly signedIn: (call: string) => string
  readonly byAdministrator: (id: string) => string
}

/** The words of `mfa-enroll factors`. */
export interface FactorTexts {
  readonly columns: { readonly id: string; readonly type: string; readonly destination: string }
  readonly none: string
  readonly mayAdd: (types: string) => string
  readonly nothingToAdd: string
  readonly noSuchFactor: string
  /** A service that was asked for no factor in particular knows nothing of what it was asked. */
  readonly serviceUnknown: string
  readonly toRemove: string
  readonly isOnly: string
  readonly confirm: (type: string) => string
  readonly confirmWrong: (type: string) => string
  readonly yesMissing: string
  readonly removing: string
  readonly waiting: string
  readonly looking: string
  readonly removed: string
  readonly gone: string
  readonly stillThere: (why: string) => string
  readonly removalUnknown: (why: string) => string
  readonly left: string
  readonly toReplace: string
  readonly noWayToReplace: (type: string) => string
  readonly faceNotReplaced: (removeCall: string) => string
  /** An option that belongs to factors of another type. */
  readonly goesNotWith: (option: string, type: string) => string
  readonly needs: (option: string, type: string) => string
  readonly accountHas: string
  readonly listUnknown: string
  readonly replaced: string
  readonly replacedInPlace: string
  readonly newNotListed: string
  /** After the new factor was bound. */
  readonly oldStillThere: (why: string) => string
  readonly oldUnknown: (why: string) => string
  /** The list could not be read, so nothing was taken off. */
  readonly oldUntouched: (why: string) => string
  /** Half a sentence: what a call ended with. */
  readonly why: WhyTexts
  /** How to take a factor off that is still there. */
  readonly toRemoveIt: ToRemoveItTexts
  /** A new factor stands beside the old one, though the enrollment was left or failed. */
  readonly bothThere: string
  readonly request: (requestId: string) => string
  /** The machine's own words speak of adding a factor. */
  readonly forbidden: string
  readonly refused: string
}

export const enFactorTexts: FactorTexts = {
  columns: { id: 'ID', type: 'TYPE', destination: 'WHERE' },
  none: 'The account has no factors.',
  mayAdd: (types) => `It may add: ${types}`,
  nothingToAdd: 'There is nothing it may add.',
  noSuchFactor: 'The account has no factor with that id. To see which it has: mfa-enroll factors',
  serviceUnknown:
    'The service does not know this application, or this is not its address: check --host and --app-id.',
  toRemove: 'This factor will be removed:',
  isOnly: 'It is the only factor of the account.',
  confirm: (type) => `Type ${type} or y to remove it (q leaves): `,
  confirmWrong: (type) => `Type ${type} or y to remove it, q to leave it where it is.`,
  yesMissing: 'Nobody can be asked here: give --yes to remove the factor',
  removing: 'Removing…',
  waiting: 'Leaving as soon as it is known whether it worked…',
  looking: 'The service did not say that it worked. Looking whether it did…',
  removed: 'Removed.',
  gone: 'The factor is gone.',
  stillThere: (why) => `The factor was not removed, and is still there: ${why}.`,
  removalUnknown: (why) =>
    `It could not be told whether the factor was removed: ${why}. Look at the list before you try again: mfa-enroll factors`,
  left: 'Cancelled. Nothing was changed.',
  toReplace: 'This factor will be replaced. It stays until the new one is bound:',
  noWayToReplace: (type) => `A factor of the type ${type} cannot be bound here, and so not be replaced.`,
  faceNotReplaced: (removeCall) =>
    `A face cannot be replaced: GenAuth keeps one, so the old one has to go first. Remove it, then enroll: ${removeCall}; mfa-enroll enroll --factor face --photo FILE`,
  goesNotWith: (option, type) => `${option} does not go with that factor, which is ${type}`,
  needs: (option, type) => `That factor is ${type}: give ${option} for the new one`,
  accountHas: 'The account has these factors now:',
  listUnknown: 'Which factors the account has now could not be found out. Look later: mfa-enroll factors',
  replaced: 'Replaced: the new factor is active, and the old one is gone.',
  replacedInPlace: 'Replaced: the new factor took the place of the old one, under the same id.',
  newNotListed: 'The list does not show the new factor yet, so the old one was left where it is.',
  oldStillThere: (why) => `The new factor is active, and the old one is still there: ${why}.`,
  oldUnknown: (why) =>
    `The new factor is active. It could not be told whether the old one is gone: ${why}. To see it: mfa-enroll factors`,
  oldUntouched: (why) =>
    `The new factor is active. The old one was left as it was, for the list of factors could not be read: ${why}. To see it: mfa-enroll factors`,
  why: {
    forbidden: 'the service does not allow it',
    unauthorized: 'you are not signed in any more',
    throttled: 'the service has had too many requests',
    serverFault: 'the service had a problem',
    invalidResponse: 'the answer of the service made no sense',
    unanswered: 'the service did not answer',
    unreached: 'the service could not be reached',
    refused: 'the service refused it',
  },
  toRemoveIt: {
    now: (call) => `To remove it: ${call}`,
    after: (wait, call) => `To remove it${wait > 0 ? `, in ${wait} s` : ''}: ${call}`,
    signedIn: (call) => `To remove it, sign in again, then: ${call}`,
    byAdministrator: (id) => `Ask your administrator to remove it: ${id}`,
  },
  bothThere:
    'There is a new factor beside the old one. To remove the one you do not need, with its id: mfa-enroll factors remove ID',
  request: (requestId) => `Support: request ${requestId}`,
  forbidden: 'Your account is not allowed to do this. Ask your administrator.',
  refused: 'The service refused this. Look at the list of factors, and tell support if it stays so.',
}

export const zhCNFactorTexts: FactorTexts = {
  columns: { id: '编号', type: '类型', destination: '接收处' },
  none: '该账号没有任何要素。',
  mayAdd: (types) => `可添加：${types}`,
  nothingToAdd: '没有可添加的要素。',
  noSuchFactor: '该账号没有此编号的要素。查看列表：mfa-enroll factors',
  serviceUnknown: '服务不认识此应用，或该地址有误：请检查 --host 和 --app-id。',
  toRemove: '将移除此要素：',
  isOnly: '这是该账号唯一的要素。',
  confirm: (type) => `输入 ${type} 或 y 以移除（q 退出）：`,
  confirmWrong: (type) => `请输入 ${type} 或 y 以移除，输入 q 则保留。`,
  yesMissing: '此处无法询问：要移除该要素，请加上 --yes',
  removing: '正在移除…',
  waiting: '得知结果后立即退出…',
  looking: '服务未确认成功，正在查看结果…',
  removed: '已移除。',
  gone: '该要素已不存在。',
  stillThere: (why) => `未移除，该要素仍在：${why}。`,
  removalUnknown: (why) => `无法得知该要素是否已移除：${why}。重试前请先查看列表：mfa-enroll factors`,
  left: '已取消，未作任何更改。',
  toReplace: '将替换此要素。新要素绑定之前，它会一直保留：',
  noWayToReplace: (type) => `此处无法绑定 ${type} 类型的要素，因此无法替换。`,
  faceNotReplaced: (removeCall) =>
    `人脸无法替换：GenAuth 只保留一个，须先移除旧的。请先移除，再添加：${removeCall}; mfa-enroll enroll --factor face --photo FILE`,
  goesNotWith: (option, type) => `${option} 不适用于该要素，其类型为 ${type}`,
  needs: (option, type) => `该要素的类型为 ${type}：请用 ${option} 给出新的`,
  accountHas: '该账号现有要素：',
  listUnknown: '无法得知该账号现有哪些要素。请稍后查看：mfa-enroll factors',
  replaced: '已替换：新要素已生效，旧要素已移除。',
  replacedInPlace: '已替换：新要素以相同编号取代了旧要素。',
  newNotListed: '列表中尚未出现新要素，因此保留了旧要素。',
  oldStillThere: (why) => `新要素已生效，旧要素仍在：${why}。`,
  oldUnknown: (why) => `新要素已生效。无法得知旧要素是否已移除：${why}。请查看：mfa-enroll factors`,
  oldUntouched: (why) =>
    `新要素已生效。因无法读取要素列表，旧要素保持原样：${why}。请查看：mfa-enroll factors`,
  why: {
    forbidden: '服务不允许此操作',
    unauthorized: '登录已失效',
    throttled: '服务收到的请求过于频繁',
    serverFault: '服务出现问题',
    invalidResponse: '服务的答复无法理解',
    unanswered: '服务未答复',
    unreached: '无法连接服务',
    refused: '服务拒绝了此操作',
  },
  toRemoveIt: {
    now: (call) => `移除旧要素：${call}`,
    after: (wait, call) => `${wait > 0 ? `${wait} 秒后` : ''}移除旧要素：${call}`,
    signedIn: (call) => `重新登录后移除旧要素：${call}`,
    byAdministrator: (id) => `请联系管理员移除旧要素：${id}`,
  },
  bothThere: '旧要素之外已有新要素。移除不需要的一个（使用其编号）：mfa-enroll factors remove ID',
  request: (requestId) => `客服信息：请求 ${requestId}`,
  forbidden: '您的账号无权执行此操作，请联系管理员。',
  refused: '服务拒绝了此操作。请查看要素列表；如仍如此，请联系客服。',
}
