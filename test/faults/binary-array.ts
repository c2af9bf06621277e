const HEADER_BYTES = 20;
const TYPE = { bytea: 17, int4: 23, text: 25, uuid: 2950 } as const;

/** Reads an array in PostgreSQL's binary form, as the server would. */
export function readArray<Value>(buffer: Buffer): Value[] {
  const type = buffer.readInt32BE(8);
  const count = buffer.readInt32BE(12);
  const values: unknown[] = [];
  for (let at = HEADER_BYTES; values.length < count;) {
    const length = buffer.readInt32BE(at);
    values.push(valueOf(type, buffer.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return values as Value[];
}

function valueOf(type: number, bytes: Buffer): unknown {
  switch (type) {
    case TYPE.int4:
      return bytes.readInt32BE(0);
    case TYPE.text:
      return bytes.toString('utf8');
    case TYPE.uuid:
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    case TYPE.bytea:
      return Buffer.from(bytes);
    default:
      throw new Error(`The simulation knows no arrays of type ${type}.`);
  }
}
