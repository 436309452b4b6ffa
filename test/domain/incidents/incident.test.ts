import { describe, expect, test } from '@jest/globals';
import { faultsOfTimes, incidentStanding } from '../../../server/incidents/domain/incident.js';
import { mayDrawUpMinutes, mayDrawUpReport } from '../../../server/incidents/domain/record-policy.js';

const at = (text: string): Date => new Date(`2026-11-20T${text}:00+07:00`);

describe('the times of an incident', () => {
  const times = { occurredAt: at('08:00'), detectedAt: at('09:00'), vendorDetectedAt: undefined };
  test('it occurred before it was detected, and was detected by now; when it occurred may be unknown', () => {
    expect(faultsOfTimes(times, at('10:00'))).toEqual({});
    expect(faultsOfTimes({ ...times, occurredAt: undefined }, at('10:00'))).toEqual({});
    expect(faultsOfTimes({ ...times, occurredAt: at('09:01') }, at('10:00'))).toEqual({ occurredTime: 'after-detection' });
    expect(faultsOfTimes({ ...times, detectedAt: at('10:01') }, at('10:00'))).toEqual({ detectedTime: 'future' });
    expect(faultsOfTimes({ ...times, vendorDetectedAt: at('10:01') }, at('10:00'))).toEqual({ vendorTime: 'future' });
  });
});

describe('how its reports stand', () => {
  test('overdue before running, reported before received', () => {
    expect(incidentStanding({ open: 2, overdue: 1, receivedAt: at('09:00') })).toBe('overdue');
    expect(incidentStanding({ open: 1, overdue: 0, receivedAt: null })).toBe('running');
    expect(incidentStanding({ open: 0, overdue: 0, receivedAt: null })).toBe('reported');
    expect(incidentStanding({ open: 0, overdue: 0, receivedAt: at('09:00') })).toBe('received');
  });
});

describe('its records', () => {
  test('one draft of a kind at a time; minutes only of a violation of personal data', () => {
    expect(mayDrawUpReport(undefined).allowed).toBe(true);
    expect(mayDrawUpReport('VB-0000-0001')).toMatchObject({ reason: 'incident-draft-waiting', facts: { code: 'VB-0000-0001' } });
    expect(mayDrawUpMinutes({ personalData: true, waiting: undefined }).allowed).toBe(true);
    expect(mayDrawUpMinutes({ personalData: false, waiting: undefined })).toMatchObject({ reason: 'incident-without-personal-data' });
  });
});
