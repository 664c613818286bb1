import type { Fill } from './generate/fill.ts'
import { generateTenancy } from './generate/tenancy.ts'
import { BadInput } from './input.ts'
import { guidOf } from './random.ts'
import { at, readSeedFile } from './seed/file.ts'
import { plantTenancy } from './seed/plant.ts'
import type { Tenancy } from './tenancy.ts'

const SMALL_COMPANY_PEOPLE = 40

export interface SeedFile {
  /** For sentences about it. */
  readonly name: string
  readonly text: string
}

interface Sizes {
  readonly seed: string
  readonly people: number
  readonly applications: number
  readonly fill?: Fill | undefined
  readonly seedFile?: SeedFile | undefined
}

/**
 * Makes every tenancy of the simulated cloud: the generated ones, and those of the seed file beside them or in the place of
 * the primary one. Throws BadInput when two have the same id or domain, or the file does not fit.
 */
export function allTenancies(sizes: Sizes, publisher: string, today: number): readonly Tenancy[] {
  const { seed, seedFile } = sizes
  const planted = seedFile === undefined ? [] : plantAll(seed, seedFile)
  const hasPrimary = planted.some(({ profile }) => profile.kind === 'primary')
  const generated = companies(sizes, publisher)
    .filter(({ profile }) => !(hasPrimary && profile.kind === 'primary'))
    .map((plan) => generateTenancy({ seed, today, ...plan }))
  const all = hasPrimary ? [...planted, ...generated] : [...generated, ...planted]
  checkTenanciesDiffer(all)
  return all
}

/** The tenancies of a seed file. Throws BadInput that names the place where something does not fit. */
function plantAll(seed: string, { name, text }: SeedFile): Tenancy[] {
  return readSeedFile(text, name).map((tenancy, i) => {
    const { displayName, domain, primary } = tenancy
    const tenantId = tenancy.tenantId ?? guidOf(`${seed}/tenancy/${domain}`)
    const profile = { tenantId, displayName, domain, kind: primary ? 'primary' : 'seeded' } as const
    return at(`${name}: tenancies[${i}]`, () => plantTenancy(tenancy, profile))
  })
}

function checkTenanciesDiffer(tenancies: readonly Tenancy[]): void {
  for (const name of ['tenantId', 'domain'] as const) {
    const values = tenancies.map(({ profile }) => profile[name])
    const twice = values.find((value, i) => values.indexOf(value) !== i)
    if (twice !== undefined) throw new BadInput(`Two tenancies have the ${name} ${twice}: give one of them another`)
  }
}

/** The generated tenancies: a large company, a small one, and the publisher of registered applications. */
function companies({ seed, people, applications, fill }: Sizes, publisher: string) {
  const id = (kind: string) => guidOf(`${seed}/tenancy/${kind}`)
  const domain = publisher.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return [
    {
      profile: {
        tenantId: id('primary'),
        displayName: 'Northhaven Utilities',
        domain: 'northhaven.example',
        kind: 'primary' as const,
      },
      people,
      applications,
      fill,
    },
    {
      profile: {
        tenantId: id('other'),
        displayName: 'Brightwater Municipal Works',
        domain: 'brightwater.example',
        kind: 'other' as const,
      },
      people: SMALL_COMPANY_PEOPLE,
      applications: 12,
    },
    {
      profile: {
        tenantId: id('publisher'),
        displayName: publisher,
        domain: `${domain}-publisher.example`,
        kind: 'publisher' as const,
      },
      people: 3,
      applications: 0,
    },
  ]
}
