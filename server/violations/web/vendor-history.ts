import { formatInstant } from '../../kernel/calendar-day.js';
import { maySome } from '../../platform/authorization/ability.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { screen, type Route } from '../../platform/http/routes.js';
import { vendorPaths } from '../../vendors/index.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import { contractText } from './case-crumbs.js';
import { violationPaths, violationSection } from './paths.js';
import type { ViolationPorts } from './ports.js';
import { caseStates, levelState, outcomeWords } from './words.js';

/** The violations of a vendor across the agencies that somebody may read, newest first. */
export function vendorHistoryRoutes(violations: Pick<ViolationUseCases, 'casesOfVendor'>, { vendorOf }: Pick<ViolationPorts, 'vendorOf'>): Route[] {
  return [
    screen(violationPaths.ofVendor(':id'), { action: 'read', subject: VIOLATION_SUBJECT }, async (ask) => {
      const vendor = await vendorOf(ask.principal, ask.params['id'] ?? '');
      const cases = await violations.casesOfVendor(ask.principal, vendor.id);
      return page('violations/vendor', `Vi phạm của ${vendor.name}`, {
        crumbs: [{ href: vendorPaths.register, text: 'Bên cung cấp' }, { href: vendorPaths.vendor(vendor.id), text: vendor.name }],
        cases: cases.map((one) => ({
          href: violationPaths.case(one.id),
          code: one.code,
          agency: one.agencyName,
          contract: contractText(one),
          opened: formatInstant(one.openedAt),
          level: levelState(one.level),
          state: caseStates[one.state],
          outcome: one.outcome === null ? '' : outcomeWords[one.outcome],
        })),
      }, { section: violationSection });
    }),
  ];
}

/** The link from the page of a vendor, for whoever may read violations at all. */
export function vendorLinks(principal: Principal, vendorId: string): { href: string; text: string }[] {
  return maySome(principal.ability, 'read', VIOLATION_SUBJECT) ? [{ href: violationPaths.ofVendor(vendorId), text: 'Lịch sử vi phạm của bên cung cấp' }] : [];
}
