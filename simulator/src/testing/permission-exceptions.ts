/** Permissions that the contract's data accepts for an operation and that do not let a call in by themselves, and why. */
export const PERMISSION_EXCEPTIONS: readonly {
  readonly template: string
  readonly permission: string
  readonly reason: string
}[] = []
