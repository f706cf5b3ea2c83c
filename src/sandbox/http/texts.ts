import type { Reason } from '../engine/refusal.ts'
import type { Language } from '../language.ts'

type Text = Readonly<Record<Language, string>>

const text = (english: string, chinese: string, japanese: string, traditional: string): Text => ({
  'en-US': english,
  'zh-CN': chinese,
  'ja-JP': japanese,
  'zh-TW': traditional,
})

/** `message` of every success. */
export const success = text('Operation successful', '操作成功', '操作が成功しました', '操作成功')

/** `message` of each refusal. The words are ours: clients must not tell refusals apart by them. */
export const texts: Readonly<Record<Reason, Text>> = {
  malformed: text('Invalid parameter', '参数错误', 'パラメーターが正しくありません', '參數錯誤'),
  passCodeMissing: text(
    'passCode is required',
    '请输入验证码',
    '認証コードを入力してください',
    '請輸入驗證碼',
  ),
  totpMissing: text(
    'TOTP code is required',
    '请输入 TOTP 口令',
    'TOTP コードを入力してください',
    '請輸入 TOTP 口令',
  ),
  factorMismatch: text(
    'factorType is not the one the enrollmentToken was issued for',
    'factorType 与 enrollmentToken 不符',
    'factorType が enrollmentToken と一致しません',
    'factorType 與 enrollmentToken 不符',
  ),
  tokenUnknown: text(
    'enrollmentToken is invalid or expired',
    'enrollmentToken 无效或已过期',
    'enrollmentToken が無効か期限切れです',
    'enrollmentToken 無效或已過期',
  ),
  appIdMissing: text(
    'The app id header is missing',
    '缺少应用 ID 请求头',
    'アプリ ID のヘッダーがありません',
    '缺少應用 ID 請求頭',
  ),
  photoMissing: text('No face photo was given', '未上传人脸照片', '顔写真がありません', '未上傳人臉照片'),
  photoUnknown: text(
    'The face photo to compare with does not exist',
    '用于比对的人脸照片不存在',
    '照合する顔写真が見つかりません',
    '用於比對的人臉照片不存在',
  ),
  notAPhoto: text(
    'The file is not a JPEG or PNG picture of usable size',
    '文件不是可用尺寸的 JPEG 或 PNG 图片',
    'ファイルが使用できる大きさの JPEG または PNG 画像ではありません',
    '檔案不是可用尺寸的 JPEG 或 PNG 圖片',
  ),
  notLoggedIn: text('Not logged in', '尚未登录', 'ログインしていません', '尚未登入'),
  wrongPassword: text(
    'Wrong account or password',
    '账号或密码错误',
    'アカウントまたはパスワードが違います',
    '帳號或密碼錯誤',
  ),
  appUnknown: text('The application does not exist', '应用不存在', 'アプリが存在しません', '應用不存在'),
  factorUnknown: text(
    'The account has no such factor',
    '该用户没有此认证要素',
    'この認証要素は登録されていません',
    '該使用者沒有此認證要素',
  ),
  otpNotBound: text(
    'The account has no OTP factor',
    '该用户未绑定 OTP',
    'OTP が登録されていません',
    '該使用者未綁定 OTP',
  ),
  notFound: text('No such endpoint', '接口不存在', 'この API は存在しません', '介面不存在'),
  phoneTaken: text(
    'The phone number is already bound',
    '手机号已被绑定',
    'この電話番号は登録済みです',
    '手機號已被綁定',
  ),
  emailTaken: text(
    'The e-mail address is already bound',
    '邮箱已被绑定',
    'このメールアドレスは登録済みです',
    '信箱已被綁定',
  ),
  faceTaken: text('A face is already bound', '人脸已被绑定', '顔は登録済みです', '人臉已被綁定'),
  bodyTooLarge: text('The request body is too large', '请求体过大', 'リクエストが大きすぎます', '請求體過大'),
  photoTooLarge: text(
    'The photo is larger than 10 MB',
    '照片超过 10 MB',
    '写真が 10 MB を超えています',
    '照片超過 10 MB',
  ),
  noContactForFace: text(
    'Bind an e-mail address or a phone number before a face',
    '绑定人脸前请先绑定邮箱或手机号',
    '顔を登録する前にメールアドレスか電話番号を登録してください',
    '綁定人臉前請先綁定信箱或手機號',
  ),
  externalPhoto: text(
    'Links to photos elsewhere are not accepted: upload the photo and send its key',
    '不接受外部照片链接：请上传照片并提交其 key',
    '外部の写真リンクは使用できません。写真をアップロードして key を送信してください',
    '不接受外部照片連結：請上傳照片並提交其 key',
  ),
  smsTooSoon: text(
    'One message a minute, please',
    '一分钟内只能发送一次短信',
    'SMS は 1 分に 1 回だけ送信できます',
    '一分鐘內只能發送一次簡訊',
  ),
  emailTooSoon: text(
    'One e-mail a minute, please',
    '一分钟内只能发送一次邮件',
    'メールは 1 分に 1 回だけ送信できます',
    '一分鐘內只能發送一次郵件',
  ),
  rateLimited: text('Too many requests', '请求过于频繁', 'リクエストが多すぎます', '請求過於頻繁'),
  noFace: text(
    'No face could be recognised in the photo',
    '照片中无法识别人脸',
    '写真から顔を認識できません',
    '照片中無法識別人臉',
  ),
  wrongTotp: text('Wrong TOTP code', 'TOTP 口令错误', 'TOTP コードが違います', 'TOTP 口令錯誤'),
  wrongCode: text('Wrong code', '验证码不正确', '認証コードが違います', '驗證碼不正確'),
  codeExpired: text('The code has expired', '验证码已过期', '認証コードの期限が切れています', '驗證碼已過期'),
  serverFault: text('Internal server error', '服务器内部错误', 'サーバー内部エラーです', '伺服器內部錯誤'),
  factorDisabled: text(
    'This factor is not enabled',
    '未启用该认证要素',
    'この認証要素は有効になっていません',
    '未啟用該認證要素',
  ),
  mailUnreachable: text(
    'The mail server could not be reached',
    '无法连接邮件服务器',
    'メールサーバーに接続できません',
    '無法連接郵件伺服器',
  ),
  mailRejected: text(
    'The mail server refused the message',
    '邮件服务器拒绝了邮件',
    'メールサーバーがメッセージを拒否しました',
    '郵件伺服器拒絕了郵件',
  ),
}
