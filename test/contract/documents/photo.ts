import * as t from 'io-ts'
import { decoded } from '../../sandbox/over-http.ts'
import { face } from '../../sandbox/pictures.ts'
import type { AtSandbox } from './at-sandbox.ts'

const Uploaded = t.type({ data: t.type({ key: t.string, url: t.string }) })

/** Uploads as the vendor's hosted page does, for no SDK can. Gives the key of the photo. */
export const uploadAsHostedPage = async (
  { url, sandbox }: Pick<AtSandbox, 'url' | 'sandbox'>,
  photo = face,
): Promise<string> => {
  const form = new FormData()
  form.set('folder', 'photos')
  form.set('file', new File([photo], 'personal.jpeg', { type: 'image/jpeg' }))
  const response = await fetch(`${url}/api/v2/upload?folder=photos&private=true`, {
    method: 'POST',
    headers: { authorization: sandbox.accessToken, 'x-authing-app-id': sandbox.appId },
    body: form,
  })
  return decoded(Uploaded, await response.json()).data.key
}
