import type { AuditEvent, EventFact } from '../../audit-trail/index.js';

type Facts = Readonly<Record<string, EventFact>>;
type Personal = Readonly<Record<string, string>>;

function aboutUser(type: string, userId: string, facts: Facts = {}, personal: Personal = {}): AuditEvent {
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

/** Names, posts, addresses and numbers of people stand in `personal` alone, as labels beside the hashed bytes. */
export function userRegistered(userId: string, personal: Personal): AuditEvent {
  return aboutUser('user.registered', userId, {}, personal);
}

/** @param fields names of the fields that changed; their values are personal */
export function userAmended(userId: string, fields: readonly string[], personal: Personal): AuditEvent {
  return aboutUser('user.amended', userId, { fields }, personal);
}

export function userChanged(type: 'user.closed' | 'user.reopened' | 'user.password-reset' | 'user.unlocked', userId: string, facts: Facts = {}): AuditEvent {
  return aboutUser(type, userId, facts);
}

export function administratorCreated(userId: string, personal: Personal): AuditEvent {
  return aboutUser('user.administrator-created', userId, {}, personal);
}

export function roleEvent(type: 'role.granted' | 'role.ended', userId: string, agencyId: string, facts: Facts): AuditEvent {
  return { type, agencyId, subjects: [{ kind: 'user', id: userId }], facts };
}

export function agencyEvent(type: 'agency.registered' | 'agency.amended' | 'agency.renamed', agencyId: string, facts: Facts): AuditEvent {
  return { type, agencyId, subjects: [{ kind: 'agency', id: agencyId }], facts };
}

export function agenciesLoaded(agencyIds: readonly string[], facts: Facts): AuditEvent {
  return { type: 'agency.loaded', agencyId: null, subjects: agencyIds.map((id) => ({ kind: 'agency', id })), facts };
}

export function agencyEnded(agencyId: string, successorId: string | null, facts: Facts): AuditEvent {
  const ids = successorId === null ? [agencyId] : [agencyId, successorId];
  return { type: 'agency.ended', agencyId, subjects: ids.map((id) => ({ kind: 'agency', id })), facts };
}

/** Everybody concerned finds the event in their own history. */
export function delegationEvent(
  type: 'delegation.given' | 'delegation.recorded' | 'delegation.revoked',
  delegation: { readonly id: string; readonly agencyId: string; readonly headId: string; readonly delegateId: string },
  facts: Facts,
  personal: Personal = {},
): AuditEvent {
  const people = [delegation.headId, delegation.delegateId].map((id) => ({ kind: 'user', id }));
  return { type, agencyId: delegation.agencyId, subjects: [{ kind: 'delegation', id: delegation.id }, ...people], facts, personal };
}

export function regulationAmended(settingId: string, facts: Facts): AuditEvent {
  return { type: 'setting.regulation-amended', agencyId: null, subjects: [{ kind: 'setting', id: settingId }], facts };
}
