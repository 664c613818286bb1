import { z } from 'zod'

interface InnerError {
  code?: string | undefined
  innerError?: InnerError | undefined
  innererror?: InnerError | undefined
}

/** Spelled `innerError` on the wire and `innererror` in the schema; SharePoint nests several. */
const Inner: z.ZodType<InnerError> = z.object({
  code: z.string().optional(),
  get innerError() {
    return Inner.optional()
  },
  get innererror() {
    return Inner.optional()
  },
})

const ErrorBody = z.object({ error: Inner })

/** `error.code` and every nested code, the outermost first; empty where the body is not Graph's error shape. learn.microsoft.com/graph/errors. */
export function errorCodes(body: unknown): string[] {
  const parsed = ErrorBody.safeParse(body)
  const codes: string[] = []
  for (let level = parsed.data?.error; level !== undefined; level = level.innerError ?? level.innererror)
    if (level.code !== undefined) codes.push(level.code)
  return codes
}
