import { makeStyles, Spinner } from '@fluentui/react-components'
import type { ReactElement } from 'react'

const useStyles = makeStyles({ whole: { display: 'grid', placeItems: 'center', minHeight: '100vh' } })

export function Starting(): ReactElement {
  return (
    <div className={useStyles().whole}>
      <Spinner label="Opening Atrium …" />
    </div>
  )
}
