import type { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LIMITS_BY_DEFAULT, Limits, Refusal } from '#platform';
import { RedeemBindingCodeController } from './redeem-binding-code.controller.js';

const BODY = { code: 'x', birthDate: '1980-01-01' };
const reply = { header: () => reply, getHeader: () => undefined, request: { id: 'r' } } as unknown as FastifyReply;

/** Tries as somebody, from an address; what came of it. */
function aController(outcome: () => Error | null) {
  const commands = {
    execute: async () => {
      const error = outcome();
      if (error) throw error;
    },
  } as unknown as CommandBus;
  const limits = new Limits(LIMITS_BY_DEFAULT, { now: () => new Date(0) });
  const controller = new RedeemBindingCodeController(commands, limits);
  return async (subject: string, ip = '192.0.2.1') => {
    const caller = { association: 'a', role: 'member', subject, member: null } as const;
    const request = { id: 'r', ip } as FastifyRequest;
    return controller.redeem(caller, BODY, request, reply).then(
      () => 'bound',
      (error: Error) => (error instanceof Refusal ? error.code : 'failed'),
    );
  };
}

async function times(count: number, attempt: (index: number) => Promise<string>): Promise<string[]> {
  const outcomes: string[] = [];
  for (let index = 0; index < count; index += 1) outcomes.push(await attempt(index));
  return outcomes;
}

describe('tries of binding codes', () => {
  it('that succeed, or that the service could not answer, count for nobody', async () => {
    const ok = aController(() => null);
    expect(new Set(await times(100, (index) => ok(`member-${index}`)))).toEqual(new Set(['bound']));
    const away = aController(() => new Error('the store is away'));
    expect(new Set(await times(100, () => away('one')))).toEqual(new Set(['failed']));
  });

  it('that fail count for each account, and take nothing from another', async () => {
    const attempt = aController(() => new Refusal('binding-refused'));
    const outcomes = await times(21, () => attempt('one'));
    expect([outcomes[19], outcomes[20]]).toEqual(['binding-refused', 'asked-too-often']);
    expect(await attempt('two')).toBe('binding-refused');
  });

  it('that fail count for each address as well, whoever comes from there', async () => {
    const attempt = aController(() => new Refusal('binding-refused'));
    const outcomes = await times(61, (index) => attempt(`member-${index}`));
    expect([outcomes[59], outcomes[60]]).toEqual(['binding-refused', 'asked-too-often']);
    expect(await attempt('member-60', '198.51.100.7')).toBe('binding-refused');
  });
});
