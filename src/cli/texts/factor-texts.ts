/** The words of `mfa-enroll factors`. */
export interface FactorTexts {
  readonly columns: { readonly id: string; readonly type: string; readonly destination: string }
  readonly none: string
  readonly mayAdd: (types: string) => string
  readonly nothingToAdd: string
  readonly noSuchFactor: string
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
  readonly stillThere: string
  readonly removalUnknown: string
  readonly left: string
  readonly toReplace: string
  readonly noWayToReplace: (type: string) => string
  /** An option that belongs to factors of another type. */
  readonly goesNotWith: (option: string, type: string) => string
  readonly needs: (option: string, type: string) => string
  readonly accountHas: string
  readonly listUnknown: string
  readonly replaced: string
  readonly replacedInPlace: string
  readonly newNotListed: string
  /** After the new factor was bound. */
  readonly oldStillThere: string
  readonly oldUnknown: string
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
  toRemove: 'This factor will be removed:',
  isOnly: 'It is the only factor of the account.',
  confirm: (type) => `Type ${type} or y to remove it (q leaves): `,
  confirmWrong: (type) => `Type ${type} or y to remove it, q to leave it where it is.`,
  yesMissing: 'Nobody can be asked here: give --yes to remove the factor',
  removing: 'Removing…',
  waiting: 'Leaving as soon as it is known whether it worked…',
  looking: 'The answer got lost. Looking whether it worked…',
  removed: 'Removed.',
  gone: 'The factor is gone.',
  stillThere: 'The factor was not removed: it is still there.',
  removalUnknown:
    'It could not be told whether the factor was removed. Look at the list before you try again: mfa-enroll factors',
  left: 'Left. Nothing was changed.',
  toReplace: 'This factor will be replaced. It stays until the new one is bound:',
  noWayToReplace: (type) => `A factor of the type ${type} cannot be bound here, and so not be replaced.`,
  goesNotWith: (option, type) => `${option} does not go with that factor, which is ${type}`,
  needs: (option, type) => `That factor is ${type}: give ${option} for the new one`,
  accountHas: 'The account has these factors now:',
  listUnknown: 'Which factors the account has now could not be found out. Look later: mfa-enroll factors',
  replaced: 'Replaced: the new factor is active, and the old one is gone.',
  replacedInPlace: 'Replaced: the new factor took the place of the old one, under the same id.',
  newNotListed: 'The list does not show the new factor yet, so the old one was left where it is.',
  oldStillThere:
    'The new factor is active, and the old one is still there. To remove it: mfa-enroll factors remove ID',
  oldUnknown:
    'The new factor is active. It could not be told whether the old one is gone: mfa-enroll factors shows it.',
  bothThere:
    'There is a new factor beside the old one. To remove the one you do not need: mfa-enroll factors remove ID',
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
  toRemove: '将移除此要素：',
  isOnly: '这是该账号唯一的要素。',
  confirm: (type) => `输入 ${type} 或 y 以移除（q 退出）：`,
  confirmWrong: (type) => `请输入 ${type} 或 y 以移除，输入 q 则保留。`,
  yesMissing: '此处无法询问：要移除该要素，请加上 --yes',
  removing: '正在移除…',
  waiting: '得知结果后立即退出…',
  looking: '答复丢失，正在查看是否成功…',
  removed: '已移除。',
  gone: '该要素已不存在。',
  stillThere: '未移除：该要素仍在。',
  removalUnknown: '无法得知该要素是否已移除。重试前请先查看列表：mfa-enroll factors',
  left: '已退出，未作任何更改。',
  toReplace: '将替换此要素。新要素绑定之前，它会一直保留：',
  noWayToReplace: (type) => `此处无法绑定 ${type} 类型的要素，因此无法替换。`,
  goesNotWith: (option, type) => `${option} 不适用于该要素，其类型为 ${type}`,
  needs: (option, type) => `该要素的类型为 ${type}：请用 ${option} 给出新的`,
  accountHas: '该账号现有要素：',
  listUnknown: '无法得知该账号现有哪些要素。请稍后查看：mfa-enroll factors',
  replaced: '已替换：新要素已生效，旧要素已移除。',
  replacedInPlace: '已替换：新要素以相同编号取代了旧要素。',
  newNotListed: '列表中尚未出现新要素，因此保留了旧要素。',
  oldStillThere: '新要素已生效，旧要素仍在。移除旧要素：mfa-enroll factors remove ID',
  oldUnknown: '新要素已生效。无法得知旧要素是否已移除，请查看：mfa-enroll factors',
  bothThere: '旧要素之外已有新要素。移除不需要的一个：mfa-enroll factors remove ID',
  request: (requestId) => `客服信息：请求 ${requestId}`,
  forbidden: '您的账号无权执行此操作，请联系管理员。',
  refused: '服务拒绝了此操作。请查看要素列表；如仍如此，请联系客服。',
}
