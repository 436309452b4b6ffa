import Joi from 'joi';

import type { MailSettings } from './platform/mail/index.js';
import { StartupProblem } from './platform/startup/startup-problem.js';

/** What the environment says, checked and typed; nothing else in the product reads process.env for settings. */
export interface Settings {
  readonly environment: 'production' | 'development' | 'test';
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 takes a free one. */
  readonly port: number;
  /** Folder for evidence, local secrets and the embedded database; made absolute at start. */
  readonly dataDir: string;
  /** Address of a real PostgreSQL as the application role; undefined: the embedded one is started. */
  readonly databaseUrl: string | undefined;
  /** Address of the same database as its owner, for migrations. */
  readonly databaseOwnerUrl: string | undefined;
  /** Signs session cookies; undefined outside production: a random one is kept in the data folder. */
  readonly sessionSecret: string | undefined;
  /** What Express may trust of X-Forwarded-*: false, a number of proxies, or a list of addresses. */
  readonly trustProxy: boolean | number | string;
  /** Minutes without a request after which a session ends. */
  readonly sessionIdleMinutes: number;
  /** Largest single upload in megabytes (2²⁰ bytes). */
  readonly maxUploadMegabytes: number;
  /** An installed Chromium to print with; undefined: the one that came with npm ci. */
  readonly chromiumPath: string | undefined;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Cookies only over HTTPS; true in production unless COOKIE_SECURE=false says otherwise. */
  readonly cookieSecure: boolean;
  /** An installation without accounts is filled with the invented story; never in production. */
  readonly demonstration: boolean;
  /** The mail server and the sender's address; undefined: no mail is sent, and what is to be passed on is shown instead. */
  readonly mail: MailSettings | undefined;
  /** Where people outside reach the product, without a slash at the end: links in mail begin with it. */
  readonly publicUrl: string;
}

/** Settings in which everything that may be made up locally has been. */
export interface Config extends Settings {
  readonly sessionSecret: string;
}

/** The two addresses of one database. */
export interface DatabaseUrls {
  /** The application role: owns nothing. */
  readonly databaseUrl: string;
  /** The owner: migrations only. */
  readonly databaseOwnerUrl: string;
}

interface Environment {
  NODE_ENV: Settings['environment'];
  HOST: string;
  PORT: number;
  DATA_DIR: string;
  DATABASE_URL?: string;
  DATABASE_OWNER_URL?: string;
  SESSION_SECRET?: string;
  TRUST_PROXY: string;
  SESSION_IDLE_MINUTES: number;
  MAX_UPLOAD_MB: number;
  CHROMIUM_PATH?: string;
  LOG_LEVEL?: Settings['logLevel'];
  COOKIE_SECURE?: boolean;
  DEMONSTRATION?: boolean;
  SMTP_URL?: string;
  MAIL_FROM?: string;
  PUBLIC_URL?: string;
}

const NEEDED_IN_PRODUCTION = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'SESSION_SECRET', 'DATA_DIR'] as const;

const postgresAddress = Joi.string().uri({ scheme: ['postgres', 'postgresql'] });

const environmentSchema = Joi.object<Environment, true>({
  NODE_ENV: Joi.string().valid('production', 'development', 'test').default('development'),
  HOST: Joi.string().hostname().default('127.0.0.1'),
  PORT: Joi.number().integer().min(0).max(65_535).default(3000),
  DATA_DIR: Joi.string().default('./.local'),
  DATABASE_URL: postgresAddress,
  DATABASE_OWNER_URL: postgresAddress,
  SESSION_SECRET: Joi.string().min(32),
  TRUST_PROXY: Joi.string().default('false'),
  SESSION_IDLE_MINUTES: Joi.number().integer().min(1).max(1_440).default(10),
  MAX_UPLOAD_MB: Joi.number().integer().min(1).max(1_024).default(25),
  CHROMIUM_PATH: Joi.string(),
  LOG_LEVEL: Joi.string().valid('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  COOKIE_SECURE: Joi.boolean(),
  DEMONSTRATION: Joi.boolean().when('NODE_ENV', {
    is: 'production',
    then: Joi.valid(false).messages({ 'any.only': 'DEMONSTRATION must not be true in production' }),
  }),
  SMTP_URL: Joi.string().uri({ scheme: ['smtp', 'smtps'] }).messages({ 'string.uriCustomScheme': '{{#label}} must be an address like smtp://user:password@host:587' }),
  MAIL_FROM: Joi.string().pattern(/^(?:[^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/).messages({ 'string.pattern.base': '{{#label}} must be an address, or a name and an address in <>' }),
  PUBLIC_URL: Joi.string().uri({ scheme: ['http', 'https'] }).messages({ 'string.uriCustomScheme': '{{#label}} must be an address like https://host' }),
}).and('SMTP_URL', 'MAIL_FROM').with('SMTP_URL', 'PUBLIC_URL');

/**
 * Reads the settings from the environment; an empty variable counts as absent. Throws a StartupProblem that names, in one
 * line, everything production lacks, or every value that is not what its variable takes (never the value of a secret).
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));
  if (given['NODE_ENV'] === 'production') {
    const missing = NEEDED_IN_PRODUCTION.filter((name) => given[name] === undefined);
    if (missing.length > 0) {
      throw new StartupProblem(
        `Chế độ production còn thiếu biến môi trường: ${missing.join(', ')} (production mode refuses to start without them).`,
      );
    }
  }
  const result: Joi.ValidationResult<Environment> = environmentSchema.validate(given, {
    abortEarly: false,
    stripUnknown: true,
    errors: { wrap: { label: false } },
    messages: { 'string.uriCustomScheme': '{{#label}} must be an address like postgres://role:password@host/database' },
  });
  if (result.error !== undefined) {
    const complaints = result.error.details.map(({ message }) => message);
    throw new StartupProblem(`Biến môi trường không hợp lệ: ${complaints.join('; ')} (invalid settings).`);
  }
  const { value } = result;
  const production = value.NODE_ENV === 'production';
  return {
    environment: value.NODE_ENV,
    host: value.HOST,
    port: value.PORT,
    dataDir: value.DATA_DIR,
    databaseUrl: value.DATABASE_URL,
    databaseOwnerUrl: value.DATABASE_OWNER_URL ?? value.DATABASE_URL,
    sessionSecret: value.SESSION_SECRET,
    trustProxy: trustedProxies(value.TRUST_PROXY),
    sessionIdleMinutes: value.SESSION_IDLE_MINUTES,
    maxUploadMegabytes: value.MAX_UPLOAD_MB,
    chromiumPath: value.CHROMIUM_PATH,
    logLevel: value.LOG_LEVEL ?? (production ? 'info' : value.NODE_ENV === 'test' ? 'silent' : 'warn'),
    cookieSecure: value.COOKIE_SECURE ?? production,
    demonstration: value.DEMONSTRATION ?? value.NODE_ENV === 'development',
    mail: value.SMTP_URL === undefined || value.MAIL_FROM === undefined ? undefined : { smtpUrl: value.SMTP_URL, from: value.MAIL_FROM },
    publicUrl: (value.PUBLIC_URL ?? `http://${value.HOST}:${String(value.PORT)}`).replace(/\/+$/, ''),
  };
}

/** The address that a command beside the server works with: the application role's, nothing else. @throws StartupProblem */
export function readApplicationDatabaseUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const url = environment['DATABASE_URL']?.trim() ?? '';
  if (postgresAddress.required().validate(url).error !== undefined) {
    throw new StartupProblem('Cần biến môi trường DATABASE_URL dạng postgres://… của vai trò ứng dụng (DATABASE_URL is needed).');
  }
  return url;
}

function trustedProxies(text: string): boolean | number | string {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return /^\d+$/.test(text) ? Number(text) : text;
}
