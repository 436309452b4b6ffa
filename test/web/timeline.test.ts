import { expect, test } from '@jest/globals';
import { presentTimeline, type EventTexts, type PastEvent } from '../../server/audit-trail/index.js';

const texts: EventTexts = { said: ({ facts }) => `nêu lý do: ${reasonOf(facts)}. Hạn mới: 01/12/2026.`, ended: ({ facts }) => `yêu cầu làm rõ. Lý do: ${reasonOf(facts)}.` };

const reasonOf = ({ reason }: PastEvent['facts']): string => (typeof reason === 'string' ? reason : '');

function sentence(type: string, reason: string): string | undefined {
  const [day] = presentTimeline([{ id: 1n, type, at: new Date('2026-11-20T05:00:00Z'), actorId: null, actorName: null, actorPost: null, facts: { reason }, personal: {}, hash: '' }], texts).days;
  return day?.entries[0]?.text;
}

test('what somebody typed ends once, with or without a stop of its own', () => {
  expect(sentence('ended', 'Thiếu danh sách')).toBe('yêu cầu làm rõ. Lý do: Thiếu danh sách.');
  expect(sentence('ended', 'Thiếu danh sách.')).toBe('yêu cầu làm rõ. Lý do: Thiếu danh sách.');
  expect(sentence('ended', 'Vì sao thiếu?')).toBe('yêu cầu làm rõ. Lý do: Vì sao thiếu?');
  expect(sentence('said', 'Chờ bàn giao.')).toBe('nêu lý do: Chờ bàn giao. Hạn mới: 01/12/2026.');
  expect(sentence('said', 'Địa chỉ 203.0.113.0/28 và 1..9')).toBe('nêu lý do: Địa chỉ 203.0.113.0/28 và 1..9. Hạn mới: 01/12/2026.');
});
