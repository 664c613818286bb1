/** Sizes a benchmark asks for; what the generated company has by itself is filled up to them, never cut down. */
export interface Fill {
  readonly groups?: number | undefined
  /** Direct members of groups. */
  readonly memberships?: number | undefined
  readonly assignments?: number | undefined
  /** How many people are generated one by one; the others are computed when they are asked for. */
  readonly corePeople?: number | undefined
}
