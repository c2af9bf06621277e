import { SettingsError, type Environment } from '#platform';
import type { EndpointRules } from '../domain/endpoint-url.js';

export interface WebhookSettings extends EndpointRules {
  /** How long deliveries that are done, and their attempts, are kept. */
  readonly keepDays: number;
}

const PORTS_DEFAULT = '443,8443';
const PORTS_MAX = 20;
const KEEP_DAYS_DEFAULT = '30';
const KEEP_DAYS_MAX = 365;

/** `KIROKU_WEBHOOK_PORTS`, `KIROKU_WEBHOOK_KEEP_DAYS`, and `KIROKU_WEBHOOK_LOOPBACK` of the embedded mode. */
export function webhookSettings(env: Environment): WebhookSettings {
  return { ports: portsOf(env), keepDays: keepDaysOf(env), allowsLoopback: allowsLoopback(env) };
}

function portsOf(env: Environment): readonly number[] {
  const texts = (env['KIROKU_WEBHOOK_PORTS'] || PORTS_DEFAULT).split(',');
  const ports = texts.map(Number);
  const isPort = (port: number) => Number.isInteger(port) && port >= 1 && port <= 65_535;
  if (ports.length > PORTS_MAX || !texts.every((text) => /^\d{1,5}$/.test(text)) || !ports.every(isPort)) {
    throw new SettingsError('KIROKU_WEBHOOK_PORTS is no list of ports such as 443,8443.');
  }
  return ports;
}

function keepDaysOf(env: Environment): number {
  const text = env['KIROKU_WEBHOOK_KEEP_DAYS'] || KEEP_DAYS_DEFAULT;
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > KEEP_DAYS_MAX) {
    throw new SettingsError(`KIROKU_WEBHOOK_KEEP_DAYS is no number of days from 1 to ${KEEP_DAYS_MAX}.`);
  }
  return Number(text);
}

// Beside a database of one's own there are others on the machine, and what it may reach is theirs.
function allowsLoopback(env: Environment): boolean {
  const text = env['KIROKU_WEBHOOK_LOOPBACK'] || 'off';
  if (text !== 'on' && text !== 'off') throw new SettingsError('KIROKU_WEBHOOK_LOOPBACK is on or off.');
  if (text === 'on' && env['DATABASE_URL']) {
    throw new SettingsError('KIROKU_WEBHOOK_LOOPBACK is for the embedded mode: not beside DATABASE_URL.');
  }
  return text === 'on';
}

export const WEBHOOK_SETTINGS = Symbol('WebhookSettings');
