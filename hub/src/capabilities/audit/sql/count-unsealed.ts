import { statement } from '../../../platform/database/statement.ts'

export const countUnsealed = statement<object, { count: number }>('select count(*) as count from audit_unsealed')
