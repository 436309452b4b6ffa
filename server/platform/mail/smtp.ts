import nodemailer from 'nodemailer';

/** Where mail goes out; absent where the installation sends none. */
export interface MailSettings {
  /** smtp://user:password@host:port or smtps://…; options of nodemailer may stand in the query. */
  readonly smtpUrl: string;
  /** The From header: an address, or a name with an address. */
  readonly from: string;
}

/** One message as it goes out. */
export interface Letter {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands messages to a mail server. */
export interface Postman {
  /** Resolves when the server took the message. @throws {@link NotDelivered} */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** A mail server did not take a message. */
export class NotDelivered extends Error {
  constructor(
    /** A short code, fit to be kept: never the server's words, which may name people. */
    readonly problem: string,
    /** The server will never take it (SMTP 5xx about this message), so that trying again is pointless. */
    readonly permanent: boolean,
  ) {
    super(`mail was not delivered: ${problem}`);
    this.name = 'NotDelivered';
  }
}

const CONNECT_MS = 15_000;
const SILENCE_MS = 30_000;
/** All that one attempt can take, the name look-up included; a claim on a message lasts longer than this. */
export const LONGEST_ATTEMPT_MS = 90_000;

/**
 * Opens the way out. Outside this machine a connection without TLS is refused, unless the address itself says `?requireTLS=false` or
 * `?ignoreTLS=true`: links of questionnaires are secrets.
 */
export function openPostman({ smtpUrl, from }: MailSettings): Postman {
  const transport = nodemailer.createTransport(
    { url: withTls(smtpUrl), connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS, dnsTimeout: CONNECT_MS, disableFileAccess: true, disableUrlAccess: true },
    { from },
  );
  return {
    async send({ messageId, to, subject, text }) {
      try {
        await transport.sendMail({ messageId, to: { name: '', address: to }, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } });
      } catch (error) {
        throw notDelivered(error);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

function withTls(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const chosen = url.searchParams.has('requireTLS') || url.searchParams.has('ignoreTLS');
  if (url.protocol === 'smtp:' && !local && !chosen) url.searchParams.set('requireTLS', 'true');
  return url.toString();
}

function notDelivered(error: unknown): NotDelivered {
  const facts = new Map<string, unknown>(typeof error === 'object' && error !== null ? Object.entries(error) : []);
  const answer = facts.get('responseCode');
  const code = facts.get('code');
  const problem = [answer, code].find((part) => typeof part === 'number' || typeof part === 'string');
  // A server that does not know us (EAUTH) says so with a 5xx as well, but that is for the administrator to put right, not about this message.
  const permanent = typeof answer === 'number' && answer >= 500 && answer < 600 && code !== 'EAUTH';
  return new NotDelivered(String(problem ?? 'unknown').replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 40) || 'unknown', permanent);
}
