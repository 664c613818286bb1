import { Button } from '@fluentui/react-components'
import { PersonRegular, SignOutRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useRouter } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import { useSession } from '../../api/session.ts'
import { Initials } from '../../parts/Initials.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { type ColourChoice, chooseColours, useColourChoice } from '../colour-mode.ts'
import { links } from '../links.ts'
import { DropPanel } from './DropPanel.tsx'
import { usePanelStyles } from './panel-styles.ts'

/** Who is signed in; other organisations; light or dark; the way out. */
export function AccountMenu(): ReactElement {
  const { account } = useSession()
  return (
    <DropPanel
      label="Your account and settings"
      place="below"
      button={(target) => (
        <Button
          {...target}
          appearance="subtle"
          shape="circular"
          aria-label={`Account of ${account.displayName}`}
          icon={<Initials name={account.displayName} />}
        />
      )}
    >
      {(close) => <Rows close={close} />}
    </DropPanel>
  )
}

function Rows({ close }: { close: () => void }): ReactElement {
  const styles = usePanelStyles()
  const { account, otherOrganisations } = useSession()
  const navigate = useNavigate()
  const router = useRouter()
  const queryClient = useQueryClient()
  const leave = useCommand('session.end', {
    onDone: async () => {
      queryClient.clear()
      await navigate(links.signIn())
    },
  })
  const move = useCommand('session.switch-organisation', {
    onDone: async () => {
      close()
      queryClient.clear()
      await navigate({ to: '/' })
      await router.invalidate()
    },
  })
  return (
    <>
      <div className={styles.heading}>{account.displayName}</div>
      <Link {...links.account()} className={styles.row} onClick={close}>
        <PersonRegular aria-hidden />
        Your account
      </Link>
      {otherOrganisations.length > 0 && (
        <>
          <hr className={styles.line} />
          <div className={styles.heading}>Other organisations</div>
          {otherOrganisations.map(({ organisationId, name }) => (
            <button
              key={organisationId}
              type="button"
              className={styles.row}
              disabled={move.isPending}
              onClick={() => move.mutate({ organisationId })}
            >
              {name}
            </button>
          ))}
          {move.error && <Problem error={move.error} />}
        </>
      )}
      <hr className={styles.line} />
      <Colours />
      <hr className={styles.line} />
      <button type="button" className={styles.row} disabled={leave.isPending} onClick={() => leave.mutate({})}>
        <SignOutRegular aria-hidden />
        Sign out
      </button>
      {leave.error && <Problem error={leave.error} />}
    </>
  )
}

const colourLabels: Record<ColourChoice, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

function Colours(): ReactElement {
  const styles = usePanelStyles()
  const choice = useColourChoice()
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.heading}>Colours</legend>
      {(['system', 'light', 'dark'] as const).map((one) => (
        <label key={one} className={styles.row}>
          <input type="radio" name="colours" checked={choice === one} onChange={() => chooseColours(one)} />
          {colourLabels[one]}
        </label>
      ))}
    </fieldset>
  )
}
