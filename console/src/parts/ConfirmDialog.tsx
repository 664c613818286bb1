import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { type ReactElement, type ReactNode, useState } from 'react'
import { Problem } from './Problem.tsx'

const useStyles = makeStyles({ content: { display: 'grid', gap: tokens.spacingVerticalM } })

/**
 * Asks before something that is not easily undone.
 *
 * @param typeToConfirm text that has to be typed first, for what cannot be undone at all
 */
export function ConfirmDialog(props: {
  open: boolean
  title: string
  children: ReactNode
  confirmLabel: string
  typeToConfirm?: string
  busy?: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
}): ReactElement {
  const styles = useStyles()
  const [typed, setTyped] = useState('')
  const { typeToConfirm } = props
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm
  return (
    <Dialog
      open={props.open}
      modalType="alert"
      onOpenChange={(_, { open }) => {
        if (open) return
        setTyped('')
        props.onClose()
      }}
    >
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (ready && props.busy !== true) props.onConfirm()
          }}
        >
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent className={styles.content}>
              {props.children}
              {typeToConfirm !== undefined && (
                <Field label={`Type “${typeToConfirm}” to confirm`}>
                  <Input value={typed} onChange={(_, { value }) => setTyped(value)} autoComplete="off" />
                </Field>
              )}
              {props.error !== undefined && props.error !== null && <Problem error={props.error} />}
            </DialogContent>
            <DialogActions>
              <Button type="button" onClick={props.onClose}>
                Cancel
              </Button>
              <Button type="submit" appearance="primary" disabled={!ready || props.busy === true}>
                {props.confirmLabel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
