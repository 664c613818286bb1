import type { ContractCase } from '../contract-case.ts'
import { applicationCases } from './applications.ts'
import { directoryCases } from './directory.ts'
import { notificationCases } from './notifications.ts'
import { roleCases } from './roles.ts'
import { teamsCases } from './teams.ts'

/** How each operation that changes something is done with success. */
export const CONTRACT_CASES: readonly ContractCase[] = [
  ...directoryCases,
  ...applicationCases,
  ...roleCases,
  ...notificationCases,
  ...teamsCases,
]
