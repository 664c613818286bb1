/** What the program touches of the outside; a test gives its own. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>
  out(text: string): void
  err(text: string): void
  /** all of standard input, as text */
  input(): Promise<string>
  /** characters a line, where a person looks */
  width: number | undefined
  signal: AbortSignal
}
