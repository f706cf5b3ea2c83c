import type { Page } from 'playwright-core'

/** Adds a phone on a page that shows either surface in English, by its words and roles alone; codes have six digits. */
export const enrollPhone = async (page: Page, codeSent: () => Promise<string>): Promise<void> => {
  await page.getByRole('button', { name: 'Text message' }).click()
  await page.getByLabel('Phone number').fill('+86 188 0000 0000')
  await page.getByRole('button', { name: 'Send the code' }).click()
  const code = page.getByLabel('Code', { exact: true })
  await code.waitFor()
  await code.fill(await codeSent())
  await page.getByRole('heading', { name: 'All set' }).waitFor()
}
