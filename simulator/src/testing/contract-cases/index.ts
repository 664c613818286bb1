import type { ContractCase } from '../contract-case.ts'
import { directoryCases } from './directory.ts'
import { exchangeCases } from './exchange.ts'

/** How each operation that changes something is done with success. */
export const CONTRACT_CASES: readonly ContractCase[] = [...directoryCases, ...exchangeCases]
