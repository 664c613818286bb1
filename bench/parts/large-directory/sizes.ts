export interface Sizes {
  people: number
  groups: number
  memberships: number
  applications: number
  assignments: number
}

/** Children of a nesting group, and how many groups a tree of nested groups has: 1 + 4 + 16 + 64 + 256 + 1024, six levels. */
export const nesting = { children: 4, tree: 1365, trees: 4 }

/** How many groups are nested in another one. The first `trees` trees of groups are, as far as there are as many groups. */
export const nestedGroups = (groups: number): number => {
  const nested = Math.min(nesting.trees * nesting.tree, groups)
  return nested - Math.ceil(nested / nesting.tree)
}

/**
 * How many people each group has, the largest first: a tenth of all people at most, falling with the rank's power, so that a
 * few groups are huge and most are small. The sum is exactly `total`.
 */
export function groupSizes(groups: number, people: number, total: number): number[] {
  const most = Math.max(1, Math.floor(people / 10))
  const sized = (exponent: number) =>
    Array.from({ length: groups }, (_, rank) => Math.max(1, Math.floor(most / (rank + 1) ** exponent)))
  const sum = (sizes: number[]) => sizes.reduce((all, one) => all + one, 0)
  let [low, high] = [0, 4]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    if (sum(sized(middle)) > total) low = middle
    else high = middle
  }
  const sizes = sized(high)
  let missing = total - sum(sizes)
  for (let rank = 1; missing > 0 && rank < groups; rank++) {
    const added = Math.min(missing, most - (sizes[rank] ?? 0), Math.ceil(total / groups))
    sizes[rank] = (sizes[rank] ?? 0) + added
    missing -= added
  }
  if (sum(sizes) !== total) throw new Error(`${groups} groups of ${people} people cannot have ${total} memberships`)
  return sizes
}
