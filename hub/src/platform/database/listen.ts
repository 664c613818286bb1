import pg from 'pg'

const reconnectMs = 1_000

/**
 * Calls back at every NOTIFY on a channel. A connection that breaks is made anew, as often as it takes; what was announced
 * meanwhile is lost, so whoever listens also looks by itself now and then.
 * @returns what ends it
 * @throws where the first connection cannot be made
 */
export async function listenOn(
  url: string,
  channel: string,
  onNotice: (payload: string) => void,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> {
  let stopped = false
  let current: pg.Client | undefined
  let waiting: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, application_name: 'atrium listener' })
    client.on('notification', ({ payload }) => onNotice(payload ?? ''))
    client.on('error', onError)
    try {
      await client.connect()
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    if (stopped) return client.end()
    current = client
    // only one that listened: the end of an attempt that failed is told by its rejection
    client.once('end', later)
  }
  const later = (): void => {
    if (stopped) return
    waiting = setTimeout(() => {
      connect().catch((error: Error) => {
        onError(error)
        later()
      })
    }, reconnectMs).unref()
  }
  await connect()
  return async () => {
    stopped = true
    clearTimeout(waiting)
    await current?.end()
  }
}
