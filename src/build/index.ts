export { thirdPartyNotices, type ThirdParty } from './third-party-notices.ts'
