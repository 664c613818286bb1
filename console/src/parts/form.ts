import type { FormEvent } from 'react'

/** The texts of a form's named fields, when it is sent; empty ones are left out. */
export function onSend(take: (fields: Readonly<Record<string, string>>) => void) {
  return (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const entries = [...new FormData(event.currentTarget)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && value !== '' ? [[name, value]] : [],
    )
    take(Object.fromEntries(entries))
  }
}

/** For fields with `required`: the browser itself has seen to it that there is one. */
export const filled = (fields: Readonly<Record<string, string>>, name: string): string => fields[name] ?? ''
