import type { Subject } from '../../operation/define.ts'

/** What an audit entry is about. */
export const connectionRef = (id: string): Subject => ({ type: 'connection', id })
export const tenancyRequestRef = (id: string): Subject => ({ type: 'tenancy_request', id })
