export { cleanJson, isJsonArray, isJsonObject, parseJson, type Json } from './safe-json.ts'
