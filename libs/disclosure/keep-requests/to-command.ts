import { dayInJapan } from '#statute';
import type { RequestCommand } from '../domain/requests/request-commands.js';
import type { DecideRequestRequest, ReceiveRequestRequest } from './request.request.js';

/** What an officer took down, as plain data. */
export function toReceive(request: ReceiveRequestRequest): RequestCommand {
  const receivedAt = new Date(request.receivedAt).toISOString();
  return {
    do: 'receive',
    requestId: request.id,
    kind: request.kind,
    asker: request.asker,
    channel: request.channel,
    method: request.method,
    ...(request.format && { format: request.format }),
    grounds: request.grounds ?? [],
    ...(request.about && request.about.length > 0 && { about: [...new Set(request.about)] }),
    receivedAt,
    arrivedOn: request.arrivedOn ?? dayInJapan(receivedAt),
    text: request.text ?? null,
    contact: request.contact ?? null,
    representative: request.representative ?? null,
    ...(request.period && { period: { ...request.period } }),
  };
}

export function toDecide(request: DecideRequestRequest): RequestCommand {
  const { outcome, reason, alternative, method, format, agreed, withheld, corrections, registrations, text } = request;
  return {
    do: 'decide',
    outcome,
    reason: reason ?? null,
    alternative: alternative ?? null,
    method,
    ...(format && { format }),
    agreed: agreed ?? false,
    withheld: (withheld ?? []).map((one) => ({
      record: one.record ?? null,
      field: one.field ?? null,
      reason: one.reason,
    })),
    corrections: corrections ?? [],
    registrations: registrations ?? [],
    text: text ?? null,
  };
}
