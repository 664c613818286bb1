import { Button } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import { Problem } from '../../parts/Problem.tsx'

/** To Microsoft, for consent once more; it comes back to /connect/callback. */
export function Reauthorize(props: { connectionId: string; label: string; primary?: boolean }): ReactElement {
  const { connectionId, label, primary = false } = props
  const begin = useCommand('connections.reauthorize', { onDone: ({ url }) => location.assign(url) })
  const leaving = begin.isPending || begin.isSuccess
  return (
    <>
      <Button
        appearance={primary ? 'primary' : 'secondary'}
        disabled={leaving}
        onClick={() => begin.mutate({ connectionId })}
      >
        {leaving ? 'Going to Microsoft …' : label}
      </Button>
      {begin.error && <Problem error={begin.error} />}
    </>
  )
}
