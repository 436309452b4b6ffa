import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import path from 'node:path';
import { inspectLifecycle } from '../../../server/kernel/lifecycle.js';
import { libraryFromFiles, type HireFacts } from '../../../server/library/index.js';
import { productFolder } from '../../../server/platform/startup/product-folder.js';
import { annexFindings, composeAnnex, DOTS } from '../../../server/signing/domain/annex.js';
import { clauseReviewLifecycle } from '../../../server/signing/domain/clause-review.lifecycle.js';
import { clausesFor, mayConfirm, maySubmit, unlocatedClauses, type ClauseFinding, type ReviewToSubmit } from '../../../server/signing/domain/clauses.js';

const law = await libraryFromFiles(path.join(productFolder, 'seeds', 'library'));
const clauses = law.edition('mandatory-clauses', '2026-11-21').entries;
const model = law.edition('standard-annex', '2026-11-21').entries;

const simple: HireFacts = { level: 2, personalData: false, cloud: false };
const facts = fc.record({ level: fc.integer({ min: 1, max: 5 }), personalData: fc.boolean(), cloud: fc.boolean() });
const mandatory = (hire: HireFacts): string[] => clausesFor(clauses, hire).filter(({ duty }) => duty === 'mandatory').map(({ clause }) => clause.id);
const located = (ids: readonly string[]): ClauseFinding[] => ids.map((clauseId) => ({ clauseId, standing: 'located', article: 'Điều 1', paragraph: null, page: null, reason: null }));
const review = (changes: Partial<ReviewToSubmit> = {}): ReviewToSubmit => ({
  state: 'draft', clauses: clausesFor(clauses, simple), findings: located(mandatory(simple)), sourceScope: 'escrow', operatorNamed: true, ...changes,
});

describe('which clauses a contract needs', () => {
  test('follows the table of domain reference 9: level, personal data, cloud', () => {
    const always = mandatory(simple);
    expect(always).not.toContain('CT-25');
    expect(always).not.toContain('CT-30');
    expect(always).not.toContain('CT-35');
    expect(mandatory({ ...simple, level: 3 }).filter((id) => !always.includes(id))).toEqual(['CT-27', 'CT-29', 'CT-31']);
    expect(mandatory({ ...simple, personalData: true }).filter((id) => !always.includes(id))).toEqual(['CT-25']);
    expect(mandatory({ ...simple, cloud: true })).toEqual(always);
    expect(mandatory({ ...simple, personalData: true, cloud: true }).filter((id) => !always.includes(id))).toEqual(['CT-25', 'CT-26']);
  });

  test('more at stake never asks for less', () => {
    fc.assert(fc.property(facts, (hire) => {
      const more = mandatory({ level: Math.min(5, hire.level + 1), personalData: true, cloud: true });
      expect(mandatory(hire).every((id) => more.includes(id))).toBe(true);
    }));
  });
});

describe('a review of clauses', () => {
  test('has a sound life cycle', () => {
    expect(inspectLifecycle(clauseReviewLifecycle)).toEqual({ unreachable: [], deadEnds: [], unknown: [] });
  });

  test('is complete only when every mandatory clause is located; "missing" and "not applicable" do not count', () => {
    fc.assert(fc.property(fc.subarray(mandatory(simple), { minLength: 1 }), fc.constantFrom('missing', 'not-applicable', undefined), (open, standing) => {
      const rest = mandatory(simple).filter((id) => !open.includes(id));
      const others: ClauseFinding[] = standing === undefined ? [] : open.map((clauseId) => ({ clauseId, standing, article: null, paragraph: null, page: null, reason: 'Lý do' }));
      const findings = [...located(rest), ...others];
      expect(unlocatedClauses(clausesFor(clauses, simple), findings)).toEqual(open);
      expect(maySubmit(review({ findings }))).toMatchObject({ reason: 'clauses-unlocated', clause: { article: 6, clause: 1 }, facts: { clauses: open.join(', ') } });
    }));
    expect(maySubmit(review()).allowed).toBe(true);
  });

  test('names the operator and states the source code before it goes to the head, and when the head confirms', () => {
    expect(maySubmit(review({ operatorNamed: false }))).toMatchObject({ reason: 'operator-unnamed', clause: { article: 22, clause: 3 } });
    expect(maySubmit(review({ sourceScope: null }))).toMatchObject({ reason: 'source-scope-unstated' });
    expect(mayConfirm(review({ state: 'submitted' })).allowed).toBe(true);
    expect(mayConfirm(review({ state: 'submitted', findings: [] }))).toMatchObject({ reason: 'clauses-unlocated' });
    expect(mayConfirm(review())).toMatchObject({ reason: 'review-not-submitted' });
    expect(maySubmit(review({ state: 'confirmed' }))).toMatchObject({ reason: 'review-not-draft' });
  });
});

describe('the standard annex', () => {
  test('has wording for each of the thirty-five clauses, once', () => {
    const carried = model.flatMap((article) => article.clauses.map(({ clause }) => clause));
    expect(carried.toSorted()).toEqual(clauses.map(({ id }) => id).toSorted());
  });

  test('gives every clause that applies one place, counted without gaps, and locates all mandatory ones', () => {
    fc.assert(fc.property(facts, (hire) => {
      const parts = composeAnnex(model, clausesFor(clauses, hire), {});
      expect(parts.map(({ number }) => number)).toEqual(parts.map((_, index) => index + 1));
      for (const part of parts) expect(part.paragraphs.map(({ number }) => number)).toEqual(part.paragraphs.map((_, index) => index + 1));
      const places = annexFindings(parts).map(({ article, paragraph }) => `${article ?? ''}/${paragraph ?? ''}`);
      expect(new Set(places).size).toBe(places.length);
      expect(unlocatedClauses(clausesFor(clauses, hire), annexFindings(parts))).toEqual([]);
    }));
  });

  test('fills in what is known and leaves dots for what is not; no brace is left', () => {
    const parts = composeAnnex(model, clausesFor(clauses, { level: 5, personalData: true, cloud: true }), { contractName: 'Thuê một cửa', separation: 'vật lý' });
    const text = parts.flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => [paragraph.text, ...paragraph.points])).join('\n');
    expect(text).toContain('Dịch vụ: Thuê một cửa.');
    expect(text).toContain('về vật lý');
    expect(text).toContain(DOTS);
    expect(text).not.toMatch(/[{}]/);
    expect(() => composeAnnex([{ id: 'x', title: 'x', mark: 'P', source: 'x', clauses: [{ clause: 'CT-01', lines: ['{unknown}'] }] }], clausesFor(clauses, simple), {})).toThrow('{unknown}');
  });
});
