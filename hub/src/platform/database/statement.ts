/**
 * One SQL statement with named parameters (`:organisationId`), typed by what goes in and what comes out. One statement
 * lives in one file named after what it does.
 */
export interface Statement<Params, Row> {
  readonly text: string
  /** the parameters in the order of `$1`, `$2`, … */
  readonly names: readonly (keyof Params & string)[]
  /** carries the row's type; never set */
  readonly row?: Row
}

/** `:name`, but neither a cast (`::text`) nor an array slice (`[1:n]`). */
const parameter = /(?<![:\w\]])(?<!\[\d+):([a-zA-Z][a-zA-Z0-9]*)/g

export function statement<Params extends object, Row>(sql: string): Statement<Params, Row> {
  const names: string[] = []
  const text = sql.replace(parameter, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
  return { text, names: names as (keyof Params & string)[] }
}
