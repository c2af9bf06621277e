import { webhookSettings } from './webhook-settings.js';

describe('the settings of webhooks', () => {
  it('are strict where nothing is said', () => {
    expect(webhookSettings({})).toEqual({ ports: [443, 8443], keepDays: 30, allowsLoopback: false });
  });

  it('are taken from the environment', () => {
    const env = { KIROKU_WEBHOOK_PORTS: '443', KIROKU_WEBHOOK_KEEP_DAYS: '7', KIROKU_WEBHOOK_LOOPBACK: 'on' };
    expect(webhookSettings(env)).toEqual({ ports: [443], keepDays: 7, allowsLoopback: true });
  });

  it.each([
    ['KIROKU_WEBHOOK_PORTS', '0'],
    ['KIROKU_WEBHOOK_PORTS', '443,'],
    ['KIROKU_WEBHOOK_PORTS', '99999'],
    ['KIROKU_WEBHOOK_KEEP_DAYS', '0'],
    ['KIROKU_WEBHOOK_KEEP_DAYS', '366'],
    ['KIROKU_WEBHOOK_LOOPBACK', 'true'],
  ])('are refused: %s=%s', (name, value) => expect(() => webhookSettings({ [name]: value })).toThrow(name));

  it('let nobody reach this machine beside a database of one’s own', () => {
    const env = { KIROKU_WEBHOOK_LOOPBACK: 'on', DATABASE_URL: 'postgresql://x/' };
    expect(() => webhookSettings(env)).toThrow('embedded mode');
  });
});
