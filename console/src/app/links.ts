import { linkOptions } from '@tanstack/react-router'

/** The one builder of the console's addresses: `<TextLink {...links.person(id)}>`, `navigate(links.people())`. */
export const links = {
  signIn: (back?: string) => linkOptions({ to: '/sign-in', search: back === undefined ? {} : { back } }),
  connect: () => linkOptions({ to: '/connect' }),
  connection: () => linkOptions({ to: '/connection' }),
  account: () => linkOptions({ to: '/account' }),
  organisation: () => linkOptions({ to: '/organisation' }),
} as const
