import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { KeyRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons'
import type { ReactElement, ReactNode } from 'react'
import { links } from '../../app/links.ts'
import { LinkButton } from '../../parts/links.tsx'

const useStyles = makeStyles({
  ways: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
    gap: tokens.spacingHorizontalL,
    maxWidth: '920px',
  },
  way: {
    display: 'grid',
    gridTemplateRows: 'auto auto 1fr auto',
    gap: tokens.spacingVerticalM,
    padding: '24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  icon: { fontSize: '32px', lineHeight: '32px', color: tokens.colorBrandForeground1 },
  needs: { margin: 0, paddingLeft: '20px', color: tokens.colorNeutralForeground2, display: 'grid', gap: '4px' },
})

export function ChooseWay(): ReactElement {
  const styles = useStyles()
  return (
    <div className={styles.ways}>
      <Way
        icon={<ShieldCheckmarkRegular />}
        title="Sign in and consent"
        text="Recommended. Sign in at Microsoft, look at what is asked for, and accept."
        needs={[
          'A Global Administrator or Privileged Role Administrator of the tenancy',
          'No application to register, no secret to keep',
        ]}
        action={
          <LinkButton appearance="primary" {...links.connect('consent')}>
            Continue with consent
          </LinkButton>
        }
      />
      <Way
        icon={<KeyRegular />}
        title="Own app registration"
        text="For organisations that register every application themselves and want to hold its credential."
        needs={[
          'An app registration in your tenancy, with admin consent given to its permissions',
          'Its application id, and a client secret or a certificate',
        ]}
        action={<LinkButton {...links.connect('own')}>Use an own registration</LinkButton>}
      />
    </div>
  )
}

function Way(props: {
  icon: ReactNode
  title: string
  text: string
  needs: readonly string[]
  action: ReactNode
}): ReactElement {
  const styles = useStyles()
  return (
    <section className={styles.way} aria-label={props.title}>
      <span className={styles.icon} aria-hidden>
        {props.icon}
      </span>
      <div>
        <Text as="h2" size={500} weight="semibold" block>
          {props.title}
        </Text>
        <Text block>{props.text}</Text>
      </div>
      <ul className={styles.needs}>
        {props.needs.map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      <div>{props.action}</div>
    </section>
  )
}
