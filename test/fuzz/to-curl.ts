import { Buffer } from 'node:buffer';
import { bytesOf, isCutOff, toWire, type FuzzRequest } from './fuzz-request.js';

const TOKEN = 'TOKEN';

/** One line of a shell that sends the same again; `$TOKEN` is what `tokenCommand` prints. */
export function toCurl(request: FuzzRequest, url: string, tokenCommand: string | null): string {
  const line = isPlain(request) ? plain(request, url, tokenCommand) : raw(request, url, tokenCommand);
  return tokenCommand === null ? line : `TOKEN=$(${tokenCommand}); ${line}`;
}

/** What curl sends by itself as it stands here. */
function isPlain(request: FuzzRequest): boolean {
  const { framing, target, method, headers } = request;
  const isSimple = framing === 'length' || framing === 'chunked';
  const names = headers.map(([name]) => name.toLowerCase());
  return (
    isSimple &&
    !isCutOff(request) &&
    /^\/[!-~]*$/.test(target) &&
    !/[[\]{}#]/.test(target) &&
    /^[A-Z]+$/.test(method) &&
    method !== 'HEAD' &&
    new Set(names).size === names.length &&
    headers.every(([name, value]) => /^[\w-]+$/.test(name) && /^[ -~]+$/.test(value))
  );
}

function plain({ method, target, headers, body, framing }: FuzzRequest, url: string, token: string | null): string {
  const all = [...headers, ...(framing === 'chunked' ? [['Transfer-Encoding', 'chunked'] as const] : [])];
  const parts = [
    `curl -sS -i --path-as-is -X ${method} ${quoted(url + target)}`,
    ...(token === null ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...all.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
  ];
  // curl would say a type of its own.
  if (body !== null && !headers.some(([name]) => name.toLowerCase() === 'content-type'))
    parts.push("-H 'Content-Type:'");
  if (body === null) return parts.join(' ');
  const bytes = bytesOf(body);
  if ('text' in body && !/[\0@]/.test(body.text)) return [...parts, `--data-raw ${quoted(body.text)}`].join(' ');
  return `echo ${bytes.toString('base64')} | base64 -d | ${[...parts, '--data-binary @-'].join(' ')}`;
}

function raw(request: FuzzRequest, url: string, token: string | null): string {
  const { host } = new URL(url);
  const wire = toWire(request, host, token === null ? null : TOKEN);
  const filled = token === null ? '' : ` | sed "s/Bearer ${TOKEN}/Bearer $TOKEN/"`;
  return `echo ${Buffer.from(wire).toString('base64')} | base64 -d${filled} | curl -sS -N --max-time 30 telnet://${host}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
