/** Tells a person how far it is; what was measured goes to standard output. */
export const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`)

/** To two places. */
export const round = (number: number): number => Math.round(number * 100) / 100
