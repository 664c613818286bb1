import { Button, type ButtonProps, Link as FluentLink, type LinkProps } from '@fluentui/react-components'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactElement } from 'react'

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement>
type TextLinkProps = AnchorProps & Pick<LinkProps, 'appearance' | 'inline'>
type LinkButtonProps = AnchorProps & Pick<ButtonProps, 'appearance' | 'icon' | 'size'>

function FluentAnchor(props: TextLinkProps): ReactElement {
  return <FluentLink {...props} as="a" />
}

function ButtonAnchor(props: LinkButtonProps): ReactElement {
  return <Button {...props} as="a" />
}

/** A link in running text, to a page of the console: `<TextLink {...links.person(id)}>Ana</TextLink>`. */
export const TextLink = createLink(FluentAnchor)

/** A link that looks like a button, because following it is the next step. */
export const LinkButton = createLink(ButtonAnchor)
