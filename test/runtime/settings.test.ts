import { describe, expect, test } from '@jest/globals';

import { readSettings } from '../../server/config.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://dieu6_app:p@db.invalid/dieu6',
  DATABASE_OWNER_URL: 'postgres://dieu6_owner:p@db.invalid/dieu6',
  SESSION_SECRET: 's'.repeat(32),
  DATA_DIR: '/srv/dieu6',
};

describe('settings', () => {
  test('a bare environment is a development machine on 127.0.0.1:3000', () => {
    expect(readSettings({})).toMatchObject({
      environment: 'development',
      host: '127.0.0.1',
      port: 3000,
      dataDir: './.local',
      databaseUrl: undefined,
      sessionIdleMinutes: 10,
      maxUploadMegabytes: 25,
      trustProxy: false,
      cookieSecure: false,
    });
  });

  test('an empty variable counts as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  test('a database named alone is its own owner in development', () => {
    const url = 'postgresql://me@localhost/dieu6';
    expect(readSettings({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url, databaseOwnerUrl: url });
  });

  test('the demonstration belongs to development, may be declined there, and is refused in production', () => {
    expect(readSettings({}).demonstration).toBe(true);
    expect(readSettings({ DEMONSTRATION: 'false' }).demonstration).toBe(false);
    expect(readSettings({ NODE_ENV: 'test' }).demonstration).toBe(false);
    expect(readSettings(PRODUCTION).demonstration).toBe(false);
    expect(() => readSettings({ ...PRODUCTION, DEMONSTRATION: 'true' })).toThrow(/DEMONSTRATION/);
  });

  test('production has secure cookies', () => {
    expect(readSettings(PRODUCTION)).toMatchObject({ environment: 'production', cookieSecure: true, logLevel: 'info' });
  });

  test.each(['DATABASE_URL', 'DATABASE_OWNER_URL', 'SESSION_SECRET', 'DATA_DIR'])('production refuses to start without %s', (name) => {
    expect(() => readSettings({ ...PRODUCTION, [name]: '' })).toThrow(name);
  });

  test('a secret that is too short is refused without being shown', () => {
    const attempt = () => readSettings({ ...PRODUCTION, SESSION_SECRET: 'kurz-und-geheim' });
    expect(attempt).toThrow(/SESSION_SECRET/);
    expect(attempt).not.toThrow(/geheim/);
  });

  test('every value that does not fit is named at once', () => {
    expect(() => readSettings({ PORT: '70000', MAX_UPLOAD_MB: '-3', DATABASE_URL: 'mysql://x' })).toThrow(
      /PORT.*DATABASE_URL.*MAX_UPLOAD_MB/,
    );
  });

  test.each([
    ['true', true],
    ['1', 1],
    ['loopback, 10.0.0.0/8', 'loopback, 10.0.0.0/8'],
  ])('TRUST_PROXY=%s', (text, meaning) => {
    expect(readSettings({ TRUST_PROXY: text }).trustProxy).toBe(meaning);
  });
});
