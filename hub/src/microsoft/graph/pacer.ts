/**
 * Keeps one application in one tenancy within one of Microsoft's limits. A port: the implementation here paces one process; one that
 * shares the account between workers fits in its place.
 */
export interface Pacer {
  /**
   * Resolves when `units` may be spent.
   * @returns how long that took to come, in milliseconds
   * @throws the signal's reason; nothing is spent then
   */
  acquire(units: number, signal?: AbortSignal): Promise<number>
  /** learns from an answer: `x-ms-resource-unit` against the units acquired for it, `x-ms-throttle-limit-percentage` */
  observe(headers: Headers, acquired: number): void
  /** Microsoft said 429: nobody goes on before this many milliseconds have passed */
  pause(milliseconds: number): void
}

/** Spends without limit: for tests, and for a Graph that does not count. */
export const unpaced: Pacer = { acquire: async () => 0, observe: () => undefined, pause: () => undefined }
