import type { BaseContext } from '../../operation/context.ts'

/** A context as `invoke` makes it once it also tells where a call came from. */
export type Addressed = BaseContext & { readonly address?: string | undefined }

/** Where the call came from; undefined where that is not known, and then nothing is slowed down by address. */
export const addressOf = (context: Addressed): string | undefined => context.address || undefined
