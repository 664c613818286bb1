import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'

/** Downloads a whole list, as it is filtered, for a spreadsheet; `address` is made by `csvAddressOf`. */
export const CsvButton = ({ address }: { address: string }): ReactElement => (
  <Button as="a" href={address} download appearance="subtle" icon={<ArrowDownloadRegular />}>
    Download CSV
  </Button>
)
