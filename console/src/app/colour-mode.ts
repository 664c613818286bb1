import { useSyncExternalStore } from 'react'

export type ColourChoice = 'system' | 'light' | 'dark'

const storageKey = 'atrium.colours'
const prefersDark = globalThis.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const readChoice = (): ColourChoice => {
  const kept = localStorage.getItem(storageKey)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function chooseColours(choice: ColourChoice): void {
  if (choice === 'system') localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, choice)
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell)
  prefersDark.addEventListener('change', tell)
  globalThis.addEventListener('storage', tell)
  return () => {
    listeners.delete(tell)
    prefersDark.removeEventListener('change', tell)
    globalThis.removeEventListener('storage', tell)
  }
}

export const useColourChoice = (): ColourChoice => useSyncExternalStore(subscribe, readChoice)

/** What is shown now: the person's choice, or the system's. */
export const useColours = (): 'light' | 'dark' =>
  useSyncExternalStore(subscribe, () => {
    const choice = readChoice()
    if (choice !== 'system') return choice
    return prefersDark.matches ? 'dark' : 'light'
  })
