import { eventStoreSettings } from '#event-store';
import {
  limitTerms,
  metricsSettings,
  publicUrl,
  refuseOwner,
  serviceSettings,
  type Environment,
  type Service,
  type ServiceSettings,
} from '#platform';
import { keyProviderSettings } from './keys/vault/vault-settings.js';

/**
 * What every service is told by its surroundings, each setting looked at: what is wrong is said here, where Nest would
 * tell the name of the error alone. So is a database that would let the service do what no service may.
 */
export async function checkedSettings(env: Environment, service: Service): Promise<ServiceSettings> {
  const settings = serviceSettings(env);
  await eventStoreSettings(env);
  keyProviderSettings(env);
  limitTerms(env);
  metricsSettings(env);
  publicUrl(env);
  await refuseOwner(settings.databaseUrl, service);
  return settings;
}
