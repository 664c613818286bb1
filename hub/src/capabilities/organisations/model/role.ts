import { z } from 'zod'
import { allScopes, type roles } from '../../../operation/scopes.ts'

const roleNames = ['owner', 'admin', 'operator', 'auditor', 'viewer'] as const satisfies (keyof typeof roles)[]

export const RoleName = z.enum(roleNames).meta({ id: 'Role' })
export type RoleName = z.infer<typeof RoleName>

export const ScopeName = z.enum(allScopes).meta({ id: 'Scope' })
