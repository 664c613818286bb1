import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type ReactElement, type ReactNode, useId, useRef } from 'react'

const useStyles = makeStyles({
  panel: {
    position: 'fixed',
    inset: 'auto',
    margin: 0,
    minWidth: '200px',
    maxWidth: 'calc(100vw - 24px)',
    boxSizing: 'border-box',
    padding: tokens.spacingVerticalXS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
  },
  below: { top: '52px', right: '12px' },
  above: { bottom: '64px', right: '8px' },
})

/**
 * A button that shows a panel of links and buttons. The browser's own popover (HTML Living Standard §6.12) closes it by Escape and
 * by a click elsewhere, says whether it is open, and needs no program for it: the frame is loaded by everybody.
 */
export function DropPanel(props: {
  button: (target: { popoverTarget: string }) => ReactNode
  label: string
  place: 'below' | 'above'
  children: (close: () => void) => ReactNode
}): ReactElement {
  const styles = useStyles()
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  return (
    <>
      {props.button({ popoverTarget: id })}
      <section
        ref={panel}
        id={id}
        popover="auto"
        aria-label={props.label}
        className={mergeClasses(styles.panel, styles[props.place])}
      >
        {props.children(() => panel.current?.hidePopover())}
      </section>
    </>
  )
}
