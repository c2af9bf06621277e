import ipaddr from 'ipaddr.js';

/** Addresses of clouds' own services that lie among public ones. */
const METADATA: readonly string[] = ['168.63.129.16'];
const NAT64_PREFIX = ipaddr.parseCIDR('64:ff9b::/96');
const COMPATIBLE = ipaddr.parseCIDR('::/96');
/** The same, as the parser takes it for a mapped one. */
const COMPATIBLE_TEXT = /^::\d+\.\d+\.\d+\.\d+$/;

/**
 * Whether an address is one of the public net. What embeds an address of version 4 is as public as that one; of
 * everything else only plain unicast passes, so that a range nobody thought of is refused.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || COMPATIBLE_TEXT.test(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return isPublicIpv4(address as ipaddr.IPv4);
  const embedded = embeddedIn(address as ipaddr.IPv6);
  if (embedded) return isPublicIpv4(embedded);
  return address.range() === 'unicast' && !address.match(COMPATIBLE);
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !METADATA.includes(address.toString());
}

/** Of ::ffff:0:0/96, of NAT64 (RFC 6052, the well-known prefix alone) and of 6to4 (RFC 3056). */
function embeddedIn(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === 'ipv4Mapped') return address.toIPv4Address();
  if (address.match(NAT64_PREFIX)) return new ipaddr.IPv4(bytes.slice(12));
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  return null;
}

/** Whether an address is this machine. */
export function isLoopback(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.process(text).range() === 'loopback';
}
