import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Switch,
  tokens,
} from '@fluentui/react-components'
import { useQueries, useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { call } from '../../api/call.ts'
import { useCommand } from '../../api/command.ts'
import type { DirectoryScope } from '../../api/contract.generated.ts'
import { useMay } from '../../api/session.ts'
import { type Choice, ChooseMany } from '../../parts/ChooseMany.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { facetsQuery, scopeQuery, unitsQuery } from './queries.ts'

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '640px' } })

/** Who counts as one of the organisation's people. Nothing is deleted by it; what is left out is counted. */
export function Scope(): ReactElement {
  const { data, error, refetch } = useQuery(scopeQuery)
  return (
    <Section
      title="Scope"
      text="Who counts as one of your people. Everybody is read and remembered; whoever is out of scope is left out of lists and counted there as hidden."
    >
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <Skeleton aria-label="Reading the scope">
          <SkeletonItem size={96} />
        </Skeleton>
      )}
      {data && <ScopeForm scope={data} />}
    </Section>
  )
}

function ScopeForm({ scope }: { scope: DirectoryScope }): ReactElement {
  const styles = useStyles()
  const may = useMay('connections:write')
  const [draft, setDraft] = useState(scope)
  const [saved, setSaved] = useState(false)
  const save = useCommand('directory.change-scope', {
    refresh: ['directory.scope', 'people.list', 'people.counts', 'people.facets'],
    onDone: () => setSaved(true),
  })
  const change = (part: Partial<DirectoryScope>): void => {
    setSaved(false)
    setDraft({ ...draft, ...part })
  }
  const { data: facets } = useQuery(facetsQuery)
  const { data: units } = useQuery(unitsQuery)
  const departments = (facets?.departments ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))
  const unitChoices = (units?.items ?? []).map(({ id, displayName }) => ({ value: id, label: displayName ?? id }))
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(draft)
      }}
    >
      <Switch
        label="Guests count as people"
        checked={draft.includeGuests}
        disabled={!may}
        onChange={(_, { checked }) => change({ includeGuests: checked })}
      />
      <Switch
        label="Blocked accounts are shown"
        checked={draft.includeBlocked}
        disabled={!may}
        onChange={(_, { checked }) => change({ includeBlocked: checked })}
      />
      <ChooseMany
        label="Departments"
        hint="None chosen: all departments."
        choices={departments}
        chosen={draft.departments.map((value) => ({ value, label: value }))}
        disabled={!may}
        onChange={(chosen) => change({ departments: chosen.map(({ value }) => value) })}
      />
      <ChooseGroups
        ids={draft.groupIds}
        disabled={!may}
        onChange={(chosen) => change({ groupIds: chosen.map(({ value }) => value) })}
      />
      <ChooseMany
        label="Administrative units"
        hint="Parts of the tenancy with an administration of their own. None chosen: all."
        choices={unitChoices}
        chosen={draft.administrativeUnitIds.map((id) => unitChoices.find(({ value }) => value === id) ?? bare(id))}
        disabled={!may}
        onChange={(chosen) => change({ administrativeUnitIds: chosen.map(({ value }) => value) })}
      />
      {save.error && <Problem error={save.error} />}
      {saved && (
        <MessageBar intent="success" role="status">
          <MessageBarBody>Saved. Lists show it at once.</MessageBarBody>
        </MessageBar>
      )}
      {may && (
        <div>
          <Button type="submit" disabled={save.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  )
}

const bare = (id: string): Choice => ({ value: id, label: id })

function ChooseGroups(props: {
  ids: readonly string[]
  disabled: boolean
  onChange: (chosen: Choice[]) => void
}): ReactElement {
  const [text, setText] = useState('')
  const search = text.trim()
  const { data: found } = useQuery({
    queryKey: ['groups.list', { search, limit: 20 }],
    queryFn: ({ signal }) => call('groups.list', { limit: 20, ...(search && { search }) }, signal),
  })
  const chosen = useQueries({
    queries: props.ids.map((groupId) => ({
      queryKey: ['groups.show', groupId],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('groups.show', { groupId }, signal),
    })),
  })
  return (
    <ChooseMany
      label="Groups"
      hint="Members count, also through nested groups. None chosen: everybody."
      choices={(found?.items ?? []).map(({ id, displayName }) => ({ value: id, label: displayName ?? id }))}
      chosen={props.ids.map((id, index) => ({ value: id, label: chosen[index]?.data?.group.displayName ?? id }))}
      disabled={props.disabled}
      onChange={props.onChange}
      onSearch={setText}
    />
  )
}
