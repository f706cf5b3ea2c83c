import { memoryStore } from '../../src/durable/index.ts'
import { storeContract } from './store-contract.ts'

storeContract('the store in memory', async () => {
  const store = memoryStore()
  return { store, another: async () => store, end: store.close }
})
