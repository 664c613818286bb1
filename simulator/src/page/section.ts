import type { Readings } from './readings.ts'

/** What a section may do: read and change through the control door, and say something to the person. */
export interface Context {
  read<K extends keyof Readings>(name: K, query?: { readonly [name: string]: string | number }): Promise<Readings[K]>
  /** Whether it was done; what came of it has been said then. */
  perform(name: string, body: object, done: string | ((result: { [name: string]: string }) => string)): Promise<boolean>
  say(text: string, bad?: boolean): void
  tenantId(): string
}

/** A part of the page, and how it is brought up to date. */
export interface Section {
  readonly element: HTMLElement
  refresh(): Promise<void>
}

/** A number as a person reads it. */
export const number = (value: number) => value.toLocaleString('en-GB')
