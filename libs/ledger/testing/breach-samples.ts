import type { StatedBreach } from '../domain/breach-events.js';
import type { OwnedFact } from '../record-transfer/transfer-facts.js';

/** Every event of a breach. */
export function breachSamples(): OwnedFact[] {
  const breachId = '99999999-9999-4999-8999-999999999999';
  const stated: StatedBreach = {
    breachId,
    knewOn: '2026-06-01',
    entrusteeNoticeOn: '2026-05-31',
    sensitive: true,
    propertyRisk: false,
    wrongfulAct: false,
    encrypted: false,
    persons: 1,
    manyPersonsOn: null,
    transfers: ['55555555-5555-4555-8555-555555555555'],
  };
  const outline = { matters: { outline: '誤送' } };
  const reported = { breachId, reportedOn: '2026-06-03', to: 'PPC' };
  const notified = { breachId, notifiedOn: '2026-06-04', persons: 1, substitute: false };
  const facts = [
    { type: 'BreachOpened', data: stated, sealed: outline },
    { type: 'BreachAmended', data: { ...stated, persons: 2 }, sealed: outline },
    { type: 'PreliminaryReported', data: reported, sealed: { reference: 'R-1' } },
    { type: 'FinalReported', data: { ...reported, toFollow: ['cause'] }, sealed: { reference: null } },
    { type: 'PersonsNotified', data: notified, sealed: { how: '書面' } },
    { type: 'BreachClosed', data: { breachId }, sealed: { text: '完了' } },
  ];
  return facts.map((fact) => ({ subject: null, fact }));
}
