import type { ContractCase } from '../contract-case.ts'
import { directoryCases } from './directory.ts'
import { sharePointCases } from './sharepoint.ts'

/** How each operation that changes something is done with success. */
export const CONTRACT_CASES: readonly ContractCase[] = [...directoryCases, ...sharePointCases]
