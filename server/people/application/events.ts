import type { AuditEvent, EventFact } from '../../audit-trail/index.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export const peopleEvents = [
  'session.started',
  'session.refused',
  'session.ended',
  'user.password-changed',
] as const;

function aboutUser(type: string, userId: string, facts: Readonly<Record<string, EventFact>> = {}, personal: Readonly<Record<string, string>> = {}): AuditEvent {
  return { type, agencyId: null, subjects: [{ kind: 'user', id: userId }], facts, personal };
}

export function sessionStarted(userId: string, address: string): AuditEvent {
  return aboutUser('session.started', userId, {}, { address });
}

export function sessionRefused(userId: string, address: string, reason: 'password' | 'closed'): AuditEvent {
  return aboutUser('session.refused', userId, { reason }, { address });
}

export function sessionEnded(userId: string): AuditEvent {
  return aboutUser('session.ended', userId);
}

export function passwordChanged(userId: string): AuditEvent {
  return aboutUser('user.password-changed', userId);
}
