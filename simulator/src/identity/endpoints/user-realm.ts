import { answerJson, type Exchange } from '../exchange.ts'
import type { Platform } from '../platform.ts'

/**
 * `GET /common/userrealm/{user}`: older clients ask it before they send a password, to learn whether another identity
 * provider keeps it. Here none does.
 */
export function userRealm({ world }: Platform, exchange: Exchange): void {
  const named = exchange.url.pathname.split('/')[3]
  const login = decodeURIComponent(named || (exchange.query.get('user') ?? ''))
  const domain = login.slice(login.indexOf('@') + 1)
  const isKnown = world.findTenancy(domain) !== undefined
  answerJson(exchange, 200, {
    ver: '1.0',
    account_type: isKnown ? 'Managed' : 'Unknown',
    domain_name: domain,
    ...(isKnown
      ? { cloud_instance_name: 'microsoftonline.com', cloud_audience_urn: 'urn:federation:MicrosoftOnline' }
      : {}),
  })
}
