import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  type RowData,
  type TableOptions,
  tableFeatures,
} from '@tanstack/react-table'

/** What a list needs to know of a column beside how to draw its cells. */
export interface ListColumnMeta {
  /** in the heading and in the column chooser */
  label: string
  /** its share of the width, in pixels at the narrowest table that it is shown in */
  width: number
  /** what the API sorts by when the heading is pressed */
  sort?: string
}

/** Tables of the console: columns can be hidden; the server sorts and pages. */
export const listFeatures = tableFeatures({ columnVisibilityFeature, columnMeta: metaHelper<ListColumnMeta>() })

export type ListColumns<Row extends RowData> = TableOptions<typeof listFeatures, Row>['columns']

/** Builds the columns of one list, each with `meta`. */
export const listColumns = <Row extends RowData>() => createColumnHelper<typeof listFeatures, Row>()
