import { page, seeOther } from '../../platform/http/answers.js';
import { paragraph, optional } from '../../platform/http/field-types.js';
import { defineForm } from '../../platform/http/forms.js';
import { act, screen, type Ask, type Route } from '../../platform/http/routes.js';
import { recordEvents, recordHref } from '../../records/index.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import { presentCase } from './case-presenter.js';
import { readerOf } from './case-reader.js';
import { violationPaths, violationSection } from './paths.js';
import type { ViolationPorts } from './ports.js';

const idOf = (ask: Ask): string => ask.params['id'] ?? '';
const drawing = { action: 'draw-up', subject: VIOLATION_SUBJECT };

const noteForm = defineForm<{ note?: string | undefined }>({ note: optional(paragraph('Ý kiến', 2000)) });

/** The page of a case, and the acts that are done there by one button. */
export function caseRoutes(violations: ViolationUseCases, ports: ViolationPorts): Route[] {
  return [
    screen(violationPaths.containment(':id'), { action: 'read', subject: VIOLATION_SUBJECT }, async (ask) => seeOther(violationPaths.case(await violations.caseOfContainment(ask.principal, idOf(ask))))),
    screen(violationPaths.case(':id'), { action: 'read', subject: VIOLATION_SUBJECT }, async (ask) => {
      const of = await violations.case(ask.principal, idOf(ask));
      const [history, files, clocks] = await Promise.all([violations.history(of.id), violations.files(of.id), ports.clocksOf(of)]);
      const model = presentCase(
        {
          case: of, history, files, clocks,
          library: violations.library(), eventTexts: ports.eventTexts(),
          mayContain: violations.mayContain(ask.principal, of), mayClose: (outcome) => violations.mayClose(of, outcome),
        },
        readerOf(ask, violations, of.agencyId),
      );
      return page('violations/case', `Vụ vi phạm ${of.code}`, model, { section: violationSection });
    }),
    act(violationPaths.confirm(':id'), { action: 'confirm-containment', subject: VIOLATION_SUBJECT }, ['violation.containment-confirmed'], async (ask) => {
      const read = noteForm.read(ask.body);
      if (!read.ok) throw new InvalidInput(read.errors);
      await violations.confirmContainment(ask.act, ask.principal, { caseId: idOf(ask), note: read.command.note });
      return seeOther(violationPaths.case(idOf(ask)), 'Đã xác nhận việc ngăn chặn.');
    }),
    act(violationPaths.drawUpSigns(':id'), drawing, [recordEvents.prepared], async (ask) =>
      drawn(await violations.drawUpSigns(ask.act, ask.principal, idOf(ask)), 'biên bản ghi nhận dấu hiệu vi phạm')),
    act(violationPaths.drawUpClosing(':id'), drawing, [recordEvents.prepared], async (ask) =>
      drawn(await violations.drawUpClosing(ask.act, ask.principal, idOf(ask)), 'biên bản thu hồi quyền truy cập, khóa tài khoản')),
  ];
}

function drawn(recordId: string, name: string): ReturnType<typeof seeOther> {
  return seeOther(recordHref(recordId), `Đã lập ${name}; bản in trình ký có sau ít giây.`);
}
