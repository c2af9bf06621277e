import { Buffer } from 'node:buffer';
import { connect, type Socket } from 'node:net';
import { readAnswer, type FuzzAnswer } from './http-answer.js';

export interface Asked {
  readonly method: string;
  /** End our half of the connection after the bytes. */
  readonly isLast: boolean;
  /** Nobody may take longer to answer. */
  readonly millisecondsMax: number;
}

/** One connection that is used again and again, for as long as both sides keep it. Bytes go out as they are. */
export class Connection {
  #socket: Socket | null = null;
  readonly #host: string;
  readonly #port: number;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** Sends, and waits for one answer. A kept connection that was closed meanwhile is opened once more. */
  async ask(bytes: Buffer, asked: Asked): Promise<FuzzAnswer> {
    const isUsed = this.#socket !== null;
    const answer = await this.#askOnce(bytes, asked);
    return answer.what === 'closed' && isUsed ? this.#askOnce(bytes, asked) : answer;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  #open(): Socket {
    if (this.#socket) return this.#socket;
    const socket = connect({ host: this.#host, port: this.#port, allowHalfOpen: true, noDelay: true });
    // A connection that the other side ended while nobody asked would take one more request and say nothing of it.
    const drop = () => {
      if (this.#socket === socket) this.#socket = null;
      setImmediate(() => socket.destroy());
    };
    socket.on('error', ignore).on('end', drop).on('close', drop);
    return (this.#socket = socket);
  }

  #askOnce(bytes: Buffer, { method, isLast, millisecondsMax }: Asked): Promise<FuzzAnswer> {
    const socket = this.#open();
    return new Promise((resolve) => {
      let came = Buffer.alloc(0);
      const take = (isEnded: boolean) => {
        const answer = readAnswer(came, method, isEnded);
        if (answer) finish(answer);
        else if (isEnded) finish(nothing('closed'));
      };
      const onData = (chunk: Buffer) => {
        came = Buffer.concat([came, chunk]);
        take(false);
      };
      const onEnd = () => take(true);
      const timer = setTimeout(() => finish(nothing('silent')), millisecondsMax);
      const finish = (answer: FuzzAnswer) => {
        clearTimeout(timer);
        socket.off('data', onData).off('end', onEnd).off('close', onEnd);
        if (isLast || answer.status === 0 || answer.headers.get('connection') === 'close') this.close();
        socket.resume();
        resolve(answer);
      };
      socket.on('data', onData).on('end', onEnd).on('close', onEnd);
      socket.write(bytes);
      if (isLast) socket.end();
    });
  }
}

/** An error is followed by `close`, which says all that is to be known. */
function ignore(): void {}

function nothing(what: 'closed' | 'silent'): FuzzAnswer {
  return { status: 0, headers: new Map(), body: '', what };
}
