import type { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangeNameController } from '../change-name/change-name.controller.js';
import type { AssociationCaller } from '../tokens/permit.js';
import { toEntry } from './to-entry.js';

// Twelve digits with a right check digit.
const INDIVIDUAL = '123456789018';

const refused = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
};

describe('what a person is registered by', () => {
  it.each(['name', 'kana', 'ownKey'])('is no individual number (Number Act 19, 20), in %s', (field) => {
    for (const text of [INDIVIDUAL, `見本 １２３４－５６７８－９０１８ 様`]) {
      const request = { number: '1', name: '見本 人子', [field]: text };
      expect(refused(() => toEntry(request, '/members/3'))).toMatchObject({
        code: 'invalid-request',
        facts: { errors: [{ pointer: `/members/3/${field}` }] },
      });
    }
  });

  it('may be a number of a person where it is a typed identifier', () => {
    expect(toEntry({ number: INDIVIDUAL, name: '見本 人子' })).toMatchObject({ number: INDIVIDUAL });
  });

  it.each(['name', 'kana'])('is none either in a new %s, which never comes to a command', async (field) => {
    const bus = { execute: () => Promise.reject(new Error('It came to a command.')) } as unknown as CommandBus;
    const caller = { association: 'a', role: 'officer', subject: 's' } as unknown as AssociationCaller;
    const request = { name: '見本 人子', effectiveFrom: '2026-04-01', [field]: INDIVIDUAL };
    const [id, reply] = [{ id: 'r' } as FastifyRequest, {} as FastifyReply];
    const changing = new ChangeNameController(bus).change(caller, { ref: 'x' }, request, id, reply);
    await expect(changing).rejects.toMatchObject({ facts: { errors: [{ pointer: `/${field}` }] } });
  });
});
