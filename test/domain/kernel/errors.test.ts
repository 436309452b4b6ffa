import { expect, test } from '@jest/globals';
import type { DomainError} from '../../../server/kernel/errors.js';
import { Conflict, Forbidden, InvalidInput, isExpectedError, NotFound, Refused, SessionExpired } from '../../../server/kernel/errors.js';
import { refuse } from '../../../server/kernel/refusal.js';

const refusal = refuse('no-assessment', { clause: { article: 6, clause: 1 } });

test.each<[DomainError, string, string, object]>([
  [new NotFound('contract'), 'not-found', 'NotFound', { subject: 'contract' }],
  [
    new Forbidden({ action: 'approve', neededRoles: ['unit_head'] }),
    'forbidden',
    'Forbidden',
    { action: 'approve', neededRoles: ['unit_head'] },
  ],
  [new Conflict({ subject: 'contract', id: '7' }), 'conflict', 'Conflict', { subject: 'contract', id: '7' }],
  [new Refused(refusal), 'refused', 'Refused', { refusal }],
  [new InvalidInput({ endsOn: 'before-start' }), 'invalid-input', 'InvalidInput', { fieldErrors: { endsOn: 'before-start' } }],
  [new SessionExpired(), 'session-expired', 'SessionExpired', {}],
])('%s', (error, kind, name, fields) => {
  expect(error).toBeInstanceOf(Error);
  expect(isExpectedError(error)).toBe(true);
  expect(error).toMatchObject({ kind, name, ...fields });
  expect(error.message).not.toBe('');
});

test('a defect is no expected error', () => {
  expect(isExpectedError(new TypeError('x is not a function'))).toBe(false);
  expect(isExpectedError({ kind: 'not-found' })).toBe(false);
  expect(isExpectedError(undefined)).toBe(false);
});

test('what was entered does not leak into the message for the logs', () => {
  expect(new InvalidInput({ password: 'Mật khẩu quá ngắn' }).message).toBe('Invalid input: password');
});
