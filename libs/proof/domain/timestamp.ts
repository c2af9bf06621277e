import { equalBytes } from './bytes.js';
import { sha256 } from './sha256.js';

/** When somebody else saw some bytes: RFC 3161. */
export interface Timestamp {
  readonly time: Date;
  /** OID under which it was given. */
  readonly policy: string;
  /** Number that its authority gave it, in hex. */
  readonly serial: string;
}

export interface TimestampTerms {
  /** What was stamped. */
  readonly data: Uint8Array;
  /** DER: certificates of the time-stamping authority itself, or of whoever certified it. */
  readonly trusted: readonly Uint8Array[];
  /** What the request said, where one was made. */
  readonly nonce?: Uint8Array;
  readonly policy?: string;
}

export type TimestampFault =
  | 'not-granted'
  | 'not-readable'
  | 'other-data'
  | 'other-nonce'
  | 'other-policy'
  | 'bad-signature'
  | 'not-trusted'
  | 'not-for-time';

export class TimestampError extends Error {
  override readonly name = 'TimestampError';
  constructor(readonly fault: TimestampFault) {
    super(`The timestamp is not believed: ${fault}.`);
  }
}

/** A reply with a chain of certificates takes some 5 kB. */
const REPLY_BYTES_MAX = 64 * 1024;
const GRANTED = [0, 1];
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const SHA_256 = '2.16.840.1.101.3.4.2.1';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const BASIC_CONSTRAINTS = '2.5.29.19';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
/** From the authority's own certificate up to one that is trusted. */
const CHAIN_MAX = 5;

// Most verifiers never meet a timestamp, and it takes a tenth of a second to load.
const load = () => import('pkijs');
type Pki = Awaited<ReturnType<typeof load>>;
type Certificate = InstanceType<Pki['Certificate']>;
type SignedData = InstanceType<Pki['SignedData']>;
type TstInfo = InstanceType<Pki['TSTInfo']>;

/**
 * Reads a reply of a time-stamping authority (TimeStampResp, DER) and believes it, or throws a TimestampError. It makes sure
 * that the reply was granted; that it is about SHA-256 of the data, with the nonce and policy of the request; that the
 * signature is by a certificate which the reply binds (ESSCertID), which is for time stamping alone, was valid then, and
 * leads to a trusted one. It asks nobody whether a certificate was revoked.
 */
export async function verifyTimestamp(reply: Uint8Array, terms: TimestampTerms): Promise<Timestamp> {
  const pki = await load();
  const { token, info } = readReply(pki, reply);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const imprint = new Uint8Array(hashedMessage.valueBlock.valueHexView);
  if (hashAlgorithm.algorithmId !== SHA_256 || !equalBytes(imprint, sha256(terms.data))) fail('other-data');
  if (terms.nonce && !isNonce(info, terms.nonce)) fail('other-nonce');
  if (terms.policy !== undefined && info.policy !== terms.policy) fail('other-policy');
  const signer = await signerOf(token, terms.data);
  if (!(await isBound(token, signer))) fail('bad-signature');
  if (!isForTime(signer, info.genTime)) fail('not-for-time');
  const certificates = (token.certificates ?? []).filter((one): one is Certificate => one instanceof pki.Certificate);
  const trusted = terms.trusted.map((der) => read(() => pki.Certificate.fromBER(copyOf(der))));
  if (!(await leadsToTrusted(signer, { certificates, trusted, time: info.genTime }))) fail('not-trusted');
  const serial = Array.from(info.serialNumber.valueBlock.valueHexView, (byte) => byte.toString(16).padStart(2, '0'));
  return { time: info.genTime, policy: info.policy, serial: serial.join('') };
}

function readReply(pki: Pki, reply: Uint8Array): { token: SignedData; info: TstInfo } {
  if (reply.length > REPLY_BYTES_MAX) fail('not-readable');
  const response = read(() => pki.TimeStampResp.fromBER(copyOf(reply)));
  if (!GRANTED.includes(response.status.status)) fail('not-granted');
  return read(() => {
    const content = response.timeStampToken!;
    if (content.contentType !== SIGNED_DATA) fail('not-readable');
    const token = new pki.SignedData({ schema: content.content });
    // A token has one signature: who else signed would be nobody that was looked at.
    if (token.encapContentInfo.eContentType !== TST_INFO || token.signerInfos.length !== 1) fail('not-readable');
    return { token, info: pki.TSTInfo.fromBER(token.encapContentInfo.eContent!.getValue()) };
  });
}

function isNonce(info: TstInfo, nonce: Uint8Array): boolean {
  const found = info.nonce?.valueBlock.valueHexView;
  return found !== undefined && equalBytes(withoutZeros(found), withoutZeros(nonce));
}

// An integer has a zero before it where its first bit is set.
function withoutZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? new Uint8Array(0) : bytes.subarray(first);
}

async function signerOf(token: SignedData, data: Uint8Array): Promise<Certificate> {
  // Without signed attributes nothing would bind the certificate.
  if (!token.signerInfos[0]?.signedAttrs) fail('bad-signature');
  const result = await token
    .verify({ signer: 0, data: copyOf(data), extendedMode: true })
    .catch((): never => fail('bad-signature'));
  if (!result.signatureVerified || !result.signerCertificate) fail('bad-signature');
  return result.signerCertificate;
}

interface Asn1 {
  readonly valueBlock: { readonly value?: readonly Asn1[]; readonly valueHexView?: Uint8Array; toString(): string };
}

/** Whether the signed attributes name the certificate by its hash: RFC 5816, and RFC 3161 with SHA-1. */
async function isBound(token: SignedData, signer: Certificate): Promise<boolean> {
  const attributes = token.signerInfos[0]!.signedAttrs!.attributes;
  const attribute = attributes.find(({ type }) => [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2].includes(type));
  // SigningCertificate{ certs { ESSCertID{ algorithm?, hash, issuer? } … } }
  const [id] = (attribute?.values[0] as Asn1 | undefined)?.valueBlock.value?.[0]?.valueBlock.value ?? [];
  const fields = id?.valueBlock.value ?? [];
  const hash = fields.find(({ valueBlock }) => (valueBlock.valueHexView?.length ?? 0) >= 20)?.valueBlock.valueHexView;
  if (!hash) return false;
  const algorithm = attribute!.type === SIGNING_CERTIFICATE ? 'SHA-1' : ALGORITHM_OF[hash.length];
  const der = signer.toSchema(true).toBER(false);
  return algorithm !== undefined && equalBytes(new Uint8Array(await crypto.subtle.digest(algorithm, der)), hash);
}

const ALGORITHM_OF: Readonly<Record<number, string>> = { 32: 'SHA-256', 48: 'SHA-384', 64: 'SHA-512' };

/** RFC 3161 2.3: time stamping is all that the certificate is for, and whoever reads it must heed that. */
function isForTime(certificate: Certificate, time: Date): boolean {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes = (usage?.parsedValue as { keyPurposes?: readonly string[] } | undefined)?.keyPurposes ?? [];
  return usage?.critical === true && purposes.join() === TIME_STAMPING && isValidAt(certificate, time);
}

function isValidAt({ notBefore, notAfter }: Certificate, time: Date): boolean {
  return notBefore.value <= time && time <= notAfter.value;
}

interface Surroundings {
  readonly certificates: readonly Certificate[];
  readonly trusted: readonly Certificate[];
  readonly time: Date;
}

async function leadsToTrusted(signer: Certificate, { certificates, trusted, time }: Surroundings): Promise<boolean> {
  let below = signer;
  for (let step = 0; step < CHAIN_MAX; step += 1) {
    if (trusted.some((one) => isSame(one, below))) return true;
    const issuer = await issuerOf(below, [...trusted, ...certificates], time);
    if (!issuer || isSame(issuer, below)) return false;
    below = issuer;
  }
  return false;
}

async function issuerOf(below: Certificate, among: readonly Certificate[], time: Date): Promise<Certificate | null> {
  for (const one of among) {
    if (!one.subject.isEqual(below.issuer) || !isAuthority(one) || !isValidAt(one, time)) continue;
    if (await below.verify(one).catch(() => false)) return one;
  }
  return null;
}

function isAuthority(certificate: Certificate): boolean {
  const basic = certificate.extensions?.find(({ extnID }) => extnID === BASIC_CONSTRAINTS);
  return (basic?.parsedValue as { cA?: boolean } | undefined)?.cA === true;
}

function isSame(one: Certificate, other: Certificate): boolean {
  const [first, second] = [one, other].map((each) => new Uint8Array(each.toSchema(true).toBER(false)));
  return equalBytes(first!, second!);
}

function read<Result>(step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    if (error instanceof TimestampError) throw error;
    return fail('not-readable');
  }
}

function fail(fault: TimestampFault): never {
  throw new TimestampError(fault);
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
