import type { Refusal } from './refusal.ts'

/** A refusal, thrown. The exchanges that have a result of their own turn it into that; the others (building an address) let it pass. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.sentence)
    this.refusal = refusal
  }
}
