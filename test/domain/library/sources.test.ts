import { describe, expect, test } from '@jest/globals';
import { calendarDay } from '../../../server/kernel/calendar-day.js';
import { isLaw, type LegalForce, type LibraryName, type Mark, wasReadInText } from '../../../server/library/index.js';
import { shippedLibrary } from './seeds.js';

const day = calendarDay('2026-11-21');
const entries = <Name extends LibraryName>(name: Name) => shippedLibrary.libraryOn(name, day).entries;

describe('marks', () => {
  test('what is unverified or the product’s own choice is never law', () => {
    const marks: readonly Mark[] = ['S', 'V', '2nd', 'U', 'P'];
    expect(marks.map((mark) => [mark, isLaw(mark), wasReadInText(mark)])).toEqual([
      ['S', true, true],
      ['V', true, true],
      ['2nd', true, false],
      ['U', false, false],
      ['P', false, false],
    ]);
  });

  test('a gate that cites law carries a mark of law, an internal one does not and names no place of the regulation', () => {
    for (const gate of entries('gates')) {
      if (gate.basisKind === 'internal') {
        expect([gate.id, isLaw(gate.mark), gate.clauses]).toEqual([gate.id, false, []]);
        expect(gate.basis).toMatch(/^Quy định nội bộ/u);
      } else if (gate.basisKind === 'law') {
        expect([gate.id, isLaw(gate.mark)]).toEqual([gate.id, true]);
      }
    }
  });

  test('the checklists of the product and its scales are proposals, whatever they rest on', () => {
    const proposals = ['risk-criteria', 'mandatory-clauses', 'violation-signs', 'violation-levels', 'access-terms', 'inspection-cycles', 'service-kinds'] as const;
    for (const name of proposals) {
      expect(entries(name).filter((entry) => isLaw(entry.mark)).map((entry) => entry.id)).toEqual([]);
    }
  });

  test('a clock may rest on law while its hours are the agency’s own', () => {
    const own = entries('clocks').filter((clock) => isLaw(clock.mark) && !isLaw(clock.lengthMark));
    expect(own.map((clock) => clock.id)).toEqual(['D-07', 'D-08', 'D-09', 'D-10', 'D-12']);
  });
});

describe('legal bases', () => {
  const force = (id: string, on: string): LegalForce | undefined =>
    shippedLibrary.legalBasesOn(calendarDay(on)).find(({ basis }) => basis.id === id)?.force;

  test('what took the place of a text is in the registry and is not the text itself', () => {
    const ids = new Set(entries('legal-bases').map((basis) => basis.id));
    const broken = entries('legal-bases').filter(
      (basis) => basis.replacedBy !== null && (!ids.has(basis.replacedBy) || basis.replacedBy === basis.id),
    );
    expect(broken).toEqual([]);
  });

  test('dates are in order', () => {
    for (const { effectiveFrom, effectiveTo } of entries('legal-bases')) {
      expect(effectiveFrom === null || effectiveTo === null || effectiveFrom <= effectiveTo).toBe(true);
    }
  });

  test('the law moved on 01/07/2026 and again on 19/08/2026', () => {
    expect(force('luat-an-ninh-mang-2025', '2026-06-30')).toBe('not-yet');
    expect(force('luat-an-ninh-mang-2025', '2026-07-01')).toBe('in-force');
    expect(force('luat-an-toan-thong-tin-mang-2015', '2026-07-01')).toBe('lapsed');
    expect(force('nd-331-2026', '2026-08-18')).toBe('not-yet');
    expect(force('nd-331-2026', '2026-08-19')).toBe('in-force');
    expect(force('nd-45-2026', '2026-07-01')).toBe('lapsed');
    expect(force('nd-53-2022', '2026-11-21')).toBe('unknown');
  });

  test('today’s records may print five lines as law; the regulation is not among them before it is issued', () => {
    const citable = shippedLibrary.legalBasesOn(day).filter((basis) => basis.citable);
    expect(citable.map(({ basis }) => basis.id)).toEqual([
      'luat-an-ninh-mang-2025',
      'nd-331-2026',
      'luat-bao-ve-du-lieu-ca-nhan-2025',
      'nd-356-2025',
      'nd-224-2026',
    ]);
  });

  test('a căn cứ line has the form of Nghị định 30/2020/NĐ-CP; a law has neither number nor issuer in it', () => {
    for (const basis of entries('legal-bases')) {
      if (basis.citation !== null) {
        expect(basis.citation).toMatch(/^Căn cứ .+;$/u);
        expect(basis.kind === 'law' && basis.citation.includes('số')).toBe(false);
      }
    }
  });
});

describe('references between libraries', () => {
  test('record kinds rest on entries of the registry that have a căn cứ line', () => {
    const withLine = new Set(entries('legal-bases').filter((basis) => basis.citation !== null).map((basis) => basis.id));
    expect(entries('record-kinds').flatMap((kind) => kind.legalBases.filter((id) => !withLine.has(id)))).toEqual([]);
  });

  test('items name items and service kinds that exist', () => {
    const items = new Set(entries('handover-items').map((item) => item.id));
    const services = new Set(entries('service-kinds').map((kind) => kind.id));
    for (const item of entries('handover-items')) {
      expect((item.after ?? []).every((id) => items.has(id))).toBe(true);
      expect(item.exception === undefined || services.has(item.exception.serviceKind)).toBe(true);
    }
  });

  test('impact speaks of the levels of incident by their names', () => {
    const names = new Map(entries('incident-levels').map((level) => [level.id, level.label]));
    for (const part of entries('risk-scoring')) {
      if (part.kind === 'impact') {
        expect(names.get(part.incidentLevel)).toBe(part.label);
      }
    }
  });

  test('identifiers that sentences mention exist', () => {
    const ids = new Set(checklists.flatMap((name) => shipped(name).map((entry) => entry.id)));
    const mentioned = checklists.flatMap((name) =>
      [...JSON.stringify(shipped(name)).matchAll(/\b(?:G|HS|CT|BG|DH|D)-\d\d[ab]?\b/gu)].map(([id]) => id),
    );
    expect(mentioned.filter((id) => !ids.has(id))).toEqual([]);
  });

  test('access terms cover every level and grow no longer with it', () => {
    for (const term of entries('access-terms')) {
      expect(term.limits.flatMap((limit) => range(limit.fromLevel, limit.toLevel))).toEqual([1, 2, 3, 4, 5]);
      const hours = term.limits.map((limit) => limit.term.amount * (limit.term.unit === 'day' ? 24 : 1));
      expect(hours).toEqual(hours.toSorted((a, b) => b - a));
    }
  });

  test('no text keeps marks of the document it was taken from', () => {
    const marked = [...checklists, 'legal-bases' as const].filter((name) => /\*\*|\[(?:S|V|P|U|2nd)\]|\.txt|`/u.test(JSON.stringify(shipped(name))));
    expect(marked).toEqual([]);
  });
});

const checklists = ['risk-criteria', 'risk-scoring', 'gates', 'mandatory-clauses', 'handover-items', 'record-kinds', 'violation-signs', 'clocks'] as const;

function shipped(name: LibraryName): readonly { readonly id: string }[] {
  return entries(name);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
