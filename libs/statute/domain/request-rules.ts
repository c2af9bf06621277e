import { ageOn } from './majority.js';
import type { Day } from './facts.js';
import type { RequestFormat, RequestMethod } from './answer-forms.js';
import {
  askerOf,
  identityMethodOf,
  requestKindOf,
  type RequestAsker,
  type RequestChannel,
  type RequestKind,
  type RequestLaw,
  type RequestRole,
} from './request-law.js';
import type { AssociationSettings } from './settings.js';

/** What an association does with a way of asking or answering. */
export type ChannelRule = 'take' | 'warn' | 'refuse';

/** The rule of a channel: art. 37(1) lets an association fix how requests are received; what is not fixed is open. */
export function channelRule(
  settings: Pick<AssociationSettings, 'requestsByEmail' | 'answersByEmail' | 'requestsByFax' | 'answersByFax'>,
  channel: RequestChannel,
  what: 'requests' | 'answers',
): ChannelRule {
  if (channel === 'EMAIL') return what === 'requests' ? settings.requestsByEmail : settings.answersByEmail;
  if (channel === 'FAX') return what === 'requests' ? settings.requestsByFax : settings.answersByFax;
  return 'take';
}

/** How a disclosure is answered, or is wanted to be; a format where it is a file. */
export interface AnswerForm {
  readonly method: RequestMethod;
  readonly format?: RequestFormat;
}

/** The methods and formats of answers that an association offers (対応する方法). */
export interface OfferedAnswers {
  readonly methods: readonly RequestMethod[];
  readonly formats: readonly RequestFormat[];
}

/** Art. 33(2): the association says which ways there are; paper is one of them whatever it says. */
export function offeredAnswers(
  law: RequestLaw,
  { answerMethods, answerFormats }: Pick<AssociationSettings, 'answerMethods' | 'answerFormats'>,
): OfferedAnswers {
  const isOffered = (code: RequestMethod) => answerMethods.includes(code) || code === law.methodInstead.code;
  const methods = law.methods.map(({ code }) => code).filter(isOffered);
  const formats = law.formats.map(({ code }) => code).filter((code) => answerFormats.includes(code));
  return { methods, formats: methods.includes('ELECTRONIC') ? formats : [] };
}

export function isOffered({ methods, formats }: OfferedAnswers, { method, format }: AnswerForm): boolean {
  return methods.includes(method) && (format === undefined || formats.includes(format));
}

/** What is known of an answer that goes out to a person under flags. */
export interface ProtectedAnswer {
  readonly flags: readonly string[];
  readonly channel: RequestChannel;
  /** Whether it goes elsewhere than where the person is registered. */
  readonly isElsewhere: boolean;
}

/** The rule of a channel for an answer to a person whom flags protect: the strictest of theirs. */
export function protectedRule(law: RequestLaw, { flags, channel, isElsewhere }: ProtectedAnswer): ChannelRule {
  if (flags.length === 0) return 'take';
  if (isElsewhere && !law.protection.elsewhere.includes(channel)) return 'refuse';
  const rules = flags.map((flag): ChannelRule => law.protection.channels[flag]?.[channel] ?? 'refuse');
  return STRICTEST_FIRST.find((rule) => rules.includes(rule))!;
}

const STRICTEST_FIRST: readonly ChannelRule[] = ['refuse', 'warn', 'take'];

/** The fee in yen: for what art. 38(1) names, as the association published it. */
export function requestFee(
  law: RequestLaw,
  kind: RequestKind,
  { disclosureFeeYen }: Pick<AssociationSettings, 'disclosureFeeYen'>,
): number {
  return requestKindOf(law, kind).mayCharge ? disclosureFeeYen : 0;
}

/** What was shown of who asks. */
export interface ShownIdentity {
  readonly kind: RequestKind;
  readonly asker: RequestAsker;
  readonly identities: readonly { readonly role: RequestRole; readonly method: string }[];
  /** Papers that show that whoever asks may ask. */
  readonly evidence: readonly string[];
}

/**
 * Whether somebody who asks like this is a representative at all, or the person: Cabinet Order art. 13. Null where it
 * depends on an age that nobody knows.
 */
export function mayAsk(
  law: RequestLaw,
  asker: RequestAsker,
  birthDate: Day | null,
  { on, majorityOn }: { readonly on: Day; readonly majorityOn: (birthDate: Day) => Day },
): boolean | null {
  const { accepted, minorOnly = false } = askerOf(law, asker);
  if (!accepted || !minorOnly) return accepted;
  if (birthDate === null) return null;
  return ageOn(birthDate, on) >= 0 && on < majorityOn(birthDate);
}

/** What has still to be shown, as codes: `PERSON`, `REPRESENTATIVE`, and `EVIDENCE` of the representation. */
export function missingIdentity(law: RequestLaw, shown: ShownIdentity): string[] {
  const { identity, evidence } = askerOf(law, shown.asker);
  const { assurance } = requestKindOf(law, shown.kind);
  const missing: string[] = identity.filter((role) => assuranceOf(law, shown, role) < assurance);
  const isEvident = evidence.length === 0 || evidence.some((code) => shown.evidence.includes(code));
  return isEvident ? missing : [...missing, 'EVIDENCE'];
}

/** The strongest identification that was shown of one of them; 0 where there is none. */
export function assuranceOf(
  law: RequestLaw,
  { identities }: Pick<ShownIdentity, 'identities'>,
  role: RequestRole,
): number {
  const methods = identities.filter((one) => one.role === role).map(({ method }) => identityMethodOf(law, method));
  return Math.max(0, ...methods.map((method) => method?.assurance ?? 0));
}
