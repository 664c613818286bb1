import { type DestinationStream, type Logger, pino } from 'pino'

/**
 * Structured log, one JSON object a line. Fields that carry secrets by their name are cut
 * out, down to the third level; nothing that logs hands over anything deeper.
 */
export type Log = Logger

const secretFields = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'clientSecret',
  'client_secret',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'token',
  'privateKey',
  'client_assertion',
  'code_verifier',
]

export function createLog(options: { level?: string; destination?: DestinationStream } = {}): Log {
  return pino(
    {
      level: options.level ?? 'info',
      base: null,
      serializers: { err: plainError },
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ fd: 2, sync: false }),
  )
}

/** A database error carries its whole connection, with the key that cancels its queries; that is no part of what went wrong. */
function plainError(error: Error): object {
  const { client: _connection, ...rest }: Record<string, unknown> = { ...pino.stdSerializers.err(error) }
  return rest
}
