import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** May the 24-hour report (HS-23) be drawn up? While another draft waits for its number it is finished or withdrawn first. */
export function mayDrawUpReport(waiting: string | undefined): Verdict<'incident-draft-waiting'> {
  return waiting === undefined ? allow : refuse('incident-draft-waiting', { clause: 'internal', facts: { code: waiting } });
}

/** May the minutes of a violation of personal data (HS-22; Luật 91/2025, khoản 2 Điều 23) be drawn up? Where the condition is recorded, one draft at a time. */
export function mayDrawUpMinutes(facts: { readonly personalData: boolean; readonly waiting: string | undefined }): Verdict<'incident-without-personal-data' | 'incident-draft-waiting'> {
  return facts.personalData ? mayDrawUpReport(facts.waiting) : refuse('incident-without-personal-data', { clause: 'internal' });
}
