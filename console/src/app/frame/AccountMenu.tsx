import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { PersonRegular, SignOutRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { call } from '../../api/call.ts'
import { useSession } from '../../api/session.ts'
import { Initials } from '../../parts/Initials.tsx'
import { type ColourChoice, chooseColours, useColourChoice } from '../colour-mode.ts'
import { links } from '../links.ts'

const colourLabels: Record<ColourChoice, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

/** Who is signed in; other organisations; light or dark; the way out. */
export function AccountMenu(): ReactElement {
  const { account, otherOrganisations } = useSession()
  const choice = useColourChoice()
  const navigate = useNavigate()
  const router = useRouter()
  const queryClient = useQueryClient()

  const leave = async (): Promise<void> => {
    await call('session.end', {})
    queryClient.clear()
    await navigate(links.signIn())
  }
  const actIn = async (organisationId: string): Promise<void> => {
    await call('session.switch-organisation', { organisationId })
    queryClient.clear()
    await navigate({ to: '/' })
    await router.invalidate()
  }

  return (
    <Menu
      checkedValues={{ colours: [choice] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const [chosen] = checkedItems
        if (chosen === 'system' || chosen === 'light' || chosen === 'dark') chooseColours(chosen)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          shape="circular"
          aria-label={`Account of ${account.displayName}`}
          icon={<Initials name={account.displayName} />}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{account.displayName}</MenuGroupHeader>
            <MenuItem icon={<PersonRegular />} onClick={() => void navigate(links.account())}>
              Your account
            </MenuItem>
          </MenuGroup>
          {otherOrganisations.length > 0 && (
            <MenuGroup>
              <MenuGroupHeader>Other organisations</MenuGroupHeader>
              {otherOrganisations.map(({ organisationId, name }) => (
                <MenuItem key={organisationId} onClick={() => void actIn(organisationId)}>
                  {name}
                </MenuItem>
              ))}
            </MenuGroup>
          )}
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>Colours</MenuGroupHeader>
            {(['system', 'light', 'dark'] as const).map((one) => (
              <MenuItemRadio key={one} name="colours" value={one}>
                {colourLabels[one]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} onClick={() => void leave()}>
            Sign out
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
