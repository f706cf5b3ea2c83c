import { memoryLimits } from '../../../src/server/limits/memory-limits.ts'
import { describeLimits } from './limits-contract.ts'

describeLimits({ name: 'in memory', make: async (amounts) => memoryLimits({ amounts }), timers: true })
