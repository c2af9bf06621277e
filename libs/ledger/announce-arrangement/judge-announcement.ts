import {
  currentRuleset,
  DEFAULT_SETTINGS,
  judgeChange,
  judgeConfiguration,
  type AnnouncedMatters,
  type Finding,
} from '#statute';
import type { AssociationEvent } from '../domain/association-events.js';
import { associationOn } from '../domain/association.js';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';

/** What the law says of a version as it is configured, and of its matters beside those that stood before. */
export function judgeAnnouncement(
  association: readonly AssociationEvent[],
  before: ArrangementVersionAnnounced | null,
  after: ArrangementVersionAnnounced,
): Finding[] {
  const { effectiveFrom, kind, routeChosen, recordMethod, change } = after.data;
  const ruleset = currentRuleset(effectiveFrom);
  const { class: associationClass, settings } = associationOn(association, effectiveFrom)!;
  const configuration = judgeConfiguration(ruleset, {
    associationClass,
    kind,
    routeChosen,
    recordMethod,
    optOut: after.sealed.optOut && { ...after.sealed.optOut },
  });
  const law = announcedUnder(after);
  if (!before || !law || law !== announcedUnder(before)) return configuration;
  const { announceWithinDays } = { ...DEFAULT_SETTINGS, ...settings };
  const versions = { before: mattersOf(before), after: mattersOf(after) };
  return [...configuration, ...judgeChange(ruleset, law, versions, { ...change, announceWithinDays }).findings];
}

/** The announcement whose changes the law rules: joint use, or opt-out. */
export function announcedUnder({ data }: ArrangementVersionAnnounced): 'joint-use' | 'opt-out' | null {
  if (data.kind === 'joint-use') return 'joint-use';
  return data.routeChosen === 'O' ? 'opt-out' : null;
}

function mattersOf({ data, sealed }: ArrangementVersionAnnounced): AnnouncedMatters {
  const { announcedFrom, effectiveFrom, items, itemsOpen, purposes } = data;
  return {
    announcedFrom,
    effectiveFrom,
    items,
    itemsOpen,
    purposes,
    users: sealed?.users ?? [],
    responsible: sealed?.responsible ?? null,
    optOut: sealed?.optOut ?? null,
  };
}
