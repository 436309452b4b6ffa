import { createServer, type Socket } from 'node:net';

/** A message as the mail server took it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: string;
  /** Header lines by lower-case name, unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, decoded. */
  readonly text: string;
}

/** What the server says at a step instead of taking it; "drop" hangs up without a word. */
export type Misbehaviour = { readonly at: 'RCPT' | 'DATA-END'; readonly say: string };

/** A mail server that speaks as much SMTP (RFC 5321) as a client needs to hand over a message. */
export interface SmtpServer {
  /** smtp://127.0.0.1:port */
  readonly url: string;
  /** What it has taken, in order; a message whose handover was cut off after its last line counts. */
  readonly received: readonly ReceivedMail[];
  /** How many connections it has seen. */
  readonly connections: () => number;
  /** The next occasions on which it does not do what is asked. */
  readonly misbehaviour: Misbehaviour[];
  close(): Promise<void>;
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  const misbehaviour: Misbehaviour[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, received, misbehaviour);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    connections: () => connections,
    misbehaviour,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function converse(socket: Socket, received: ReceivedMail[], misbehaviour: Misbehaviour[]): void {
  let buffer = '';
  let inData = false;
  let envelope = { from: '', to: '' };
  const say = (line: string): void => {
    socket.write(`${line}\r\n`);
  };
  /** Whether the server does at this step what is asked of it. */
  const behaves = (at: Misbehaviour['at']): boolean => {
    const index = misbehaviour.findIndex((one) => one.at === at);
    const [one] = index === -1 ? [] : misbehaviour.splice(index, 1);
    if (one === undefined) return true;
    if (one.say === 'drop') socket.destroy();
    else say(one.say);
    return false;
  };
  say('220 thu-nghiem.example ESMTP');
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1');
    for (;;) {
      const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      if (end === -1) return;
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        received.push({ ...envelope, ...readMessage(line) });
        if (behaves('DATA-END')) say('250 taken');
      } else if (/^(EHLO|HELO)/i.test(line)) {
        say('250 thu-nghiem.example');
      } else if (/^MAIL FROM:/i.test(line)) {
        envelope = { from: addressIn(line), to: '' };
        say('250 ok');
      } else if (/^RCPT TO:/i.test(line)) {
        envelope.to = addressIn(line);
        if (behaves('RCPT')) say('250 ok');
      } else if (/^DATA/i.test(line)) {
        inData = true;
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else {
        say('250 ok');
      }
    }
  });
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}

function readMessage(raw: string): Pick<ReceivedMail, 'headers' | 'text'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 1).trim())]));
  const body = rest.join('\r\n\r\n').replaceAll(/^\.\./gm, '.');
  return { headers, text: decodeBody(body, headers['content-transfer-encoding'] ?? '') };
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
  return quotedPrintable(body.replaceAll(/=\r?\n/g, ''));
}

/** Encoded words of headers (RFC 2047), base64 or quoted-printable, in UTF-8. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : quotedPrintable(word.replaceAll('_', ' ')),
    );
}

function quotedPrintable(text: string): string {
  return Buffer.from(text.replaceAll(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
}
