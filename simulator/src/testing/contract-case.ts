import type { GraphRequest, TestCloud } from './cloud.ts'

/** What the contract's cases are asked about: a cloud, and ids of objects that are there. */
export interface ContractFixture {
  readonly cloud: TestCloud
  /** Object ids by the names of path parameters, e.g. `user-id`. */
  readonly ids: { readonly [name: string]: string }
  /** A template with its parameters filled in. */
  path(template: string): string
}

/** How one operation is done with success. A read that needs no more than its parameters has no case. */
export interface ContractCase {
  /** Method and template, e.g. `POST /users`. */
  readonly route: string
  /** Whose token: an application that holds every permission (default), or an administrator with every scope. */
  readonly as?: 'application' | 'person'
  /** The refusal that is the right answer, for an operation that nothing in a generated tenancy lets succeed. */
  readonly refused?: number
  /** May first make what it then changes or deletes. */
  request(fixture: ContractFixture): Promise<CaseRequest> | CaseRequest
}

export type CaseRequest = Omit<GraphRequest, 'method'> & { readonly path: string }
