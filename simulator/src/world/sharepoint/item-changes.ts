/** Which items of a list changed, in order and numbered from 0; what delta tells is read from here. */
export class ItemChanges {
  readonly #changes: { readonly itemId: number; readonly at: number }[] = []

  /** The number the next change will get. */
  get next(): number {
    return this.#changes.length
  }

  append(itemId: number, at: number): void {
    this.#changes.push({ itemId, at })
  }

  itemAt(number: number): number | undefined {
    return this.#changes[number]?.itemId
  }
}
