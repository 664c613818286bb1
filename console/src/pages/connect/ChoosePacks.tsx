import { Button, MessageBar, MessageBarBody, makeStyles, Switch, Text, tokens } from '@fluentui/react-components'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import type { PermissionPack, PermissionPackName } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { LinkButton } from '../../parts/links.tsx'
import { PermissionPackCard } from '../../parts/PermissionPackCard.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { packsQuery } from '../connection/queries.ts'

const useStyles = makeStyles({
  whole: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '920px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
})

const basePack = 'directory-read' satisfies PermissionPackName

/** What will be asked for, each permission with its reason; Directory read is always among them. */
export function ChoosePacks(props: {
  way: 'consent' | 'own'
  onChosen: (packs: readonly PermissionPackName[]) => void
}): ReactElement {
  const styles = useStyles()
  const { data } = useSuspenseQuery(packsQuery)
  const [chosen, setChosen] = useState<ReadonlySet<PermissionPackName>>(new Set([basePack]))
  const begin = useCommand('connections.begin-consent', {
    onDone: ({ url }) => location.assign(url),
  })
  const works = data.packs.filter(({ delivery }) => delivery === 'works')
  const later = data.packs.length - works.length
  const baseMissing = props.way === 'consent' && works.some((one) => one.pack === basePack && !one.registered)
  const toggle = (pack: PermissionPackName, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(pack)
    else next.delete(pack)
    setChosen(next)
  }
  const packs = [...chosen]
  const leaving = begin.isPending || begin.isSuccess
  return (
    <div className={styles.whole}>
      {baseMissing && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            Whoever operates this installation has not registered Atrium at Microsoft yet, so consent cannot be given.
            Ask them to, or use an own app registration.
          </MessageBarBody>
        </MessageBar>
      )}
      {works.map((pack) => (
        <PermissionPackCard
          key={pack.pack}
          pack={pack}
          choice={
            <PackSwitch
              pack={pack}
              way={props.way}
              on={chosen.has(pack.pack)}
              onChange={(on) => toggle(pack.pack, on)}
            />
          }
        />
      ))}
      {later > 0 && (
        <Text>
          {later} more packs, for parts of Atrium that are not built yet, are described under Connection once you are
          connected. None of them is asked for now.
        </Text>
      )}
      {begin.error && <Problem error={begin.error} retry={() => begin.mutate({ packs })} />}
      <div className={styles.actions}>
        {props.way === 'consent' ? (
          <Button
            appearance="primary"
            size="large"
            disabled={baseMissing || leaving}
            onClick={() => begin.mutate({ packs })}
          >
            {leaving ? 'Going to Microsoft …' : 'Continue to Microsoft'}
          </Button>
        ) : (
          <Button appearance="primary" size="large" onClick={() => props.onChosen(packs)}>
            Continue
          </Button>
        )}
        <LinkButton {...links.connect()}>Back</LinkButton>
        {props.way === 'consent' && (
          <Text size={200}>
            First you sign in, which proves that you administrate the tenancy; then Microsoft shows each permission for
            you to accept.
          </Text>
        )}
      </div>
    </div>
  )
}

function PackSwitch(props: {
  pack: PermissionPack
  way: 'consent' | 'own'
  on: boolean
  onChange: (on: boolean) => void
}): ReactElement {
  const { pack, title, registered } = props.pack
  if (pack === basePack) return <Switch checked disabled label="Always needed" labelPosition="before" />
  if (props.way === 'consent' && !registered) return <Text size={200}>Not registered on this installation</Text>
  return (
    <Switch
      checked={props.on}
      onChange={(_, { checked }) => props.onChange(checked)}
      label={props.on ? 'Asked for' : 'Not asked for'}
      labelPosition="before"
      aria-label={title}
    />
  )
}
